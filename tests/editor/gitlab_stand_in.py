"""A stand-in for GitLab: as much of its two interfaces as the form asks for, over real git, on this machine
only.

A token is the name of the person: the officer is a member of the project, nobody else is. The main line is
protected, as it should be.
"""

import base64
import hashlib
from urllib.parse import SplitResult, parse_qs, unquote, urlencode

from standing_in import DAY, Elsewhere
from store import COUNCIL, Store

SCHEMA = """
type Query {project(fullPath: ID!): Project}
type Project {repository: Repository}
type Repository {rootRef: String tree(ref: String recursive: Boolean): Tree blobs(ref: String paths: [String!]!): Blobs}
type Tree {lastCommit: Commit blobs(after: String first: Int): Entries}
type Commit {sha: String message: String}
type Entry {type: String path: String sha: String}
type Entries {nodes: [Entry] pageInfo: Page}
type Page {endCursor: String hasNextPage: Boolean}
type Blob {path: String oid: String size: String rawTextBlob: String}
type Blobs {nodes: [Blob]}
"""
# So few that the form has to ask for more than one page of files. GitLab itself gives a hundred.
PAGE = 2
IDS = {"officer": 7, "resident": 8}


class GitLab:
    """The two interfaces over a store, and the way to sign in."""

    def __init__(self, store: Store):
        from graphql import build_schema

        self.store, self.schema, self.asked = store, build_schema(SCHEMA), ""

    def answer(self, method: str, url: SplitResult, data: dict, me: str) -> dict | list:
        """What it says. What the form never asks for is a KeyError, so that a test notices."""
        if url.path == "/oauth/authorize":
            return self._let_in(parse_qs(url.query))
        if url.path == "/oauth/token":
            return self._token(data)
        if me not in IDS:
            raise PermissionError("nobody is signed in")
        if url.path == "/api/graphql":
            return self.graphql(data["query"], data.get("variables") or {})
        steps = [unquote(step) for step in url.path.removeprefix("/api/v4/").split("/")]
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        if steps == ["user"]:
            return person(me)
        if steps[:2] != ["projects", COUNCIL]:
            raise KeyError(url.path)
        return self.project(method, steps[2:], asked, data, me)

    def may_be_missing(self, url: SplitResult) -> bool:
        return False

    def _let_in(self, asked: dict) -> dict:
        """Where people say that the form may act for them. Here they do so at once."""
        self.asked = asked["code_challenge"][0]
        if (
            asked["client_id"] != ["the-form"]
            or asked["scope"] != ["api"]
            or asked["code_challenge_method"] != ["S256"]
        ):
            raise ValueError("not an application that is known here")
        raise Elsewhere(
            f"{asked['redirect_uri'][0]}?{urlencode({'code': 'once', 'state': asked['state'][0]})}"
        )

    def _token(self, data: dict) -> dict:
        proof = (
            base64.urlsafe_b64encode(hashlib.sha256(data["code_verifier"].encode()).digest())
            .decode()
            .rstrip("=")
        )
        if data["code"] != "once" or proof != self.asked:
            raise ValueError("whoever asks for the token is not who asked for the code")
        return {"access_token": "officer", "refresh_token": "again", "token_type": "Bearer"}

    def project(self, method: str, steps: list[str], asked: dict, data: dict, me: str) -> dict | list:
        store = self.store
        match (method, *steps):
            case ("GET", "users"):
                return [
                    person(name) for name in IDS if store.may_write(COUNCIL, name) and asked["search"] in name
                ]
            case ("POST", "repository", "commits"):
                return self.commit(data, me)
            case ("GET", "repository", "commits"):
                return self.commits(asked)
            case ("GET", "repository", "branches", name):
                return {"name": name, "commit": {"id": store.tip(COUNCIL, name)}}
            case ("GET", "merge_requests"):
                wanted = [
                    pull
                    for pull in store.pulls
                    if asked.get("labels", "") in ("", *pull["labels"])
                    and asked.get("source_branch", pull["branch"]) == pull["branch"]
                ]
                return [self.merge_request(pull) for pull in wanted]
            case ("POST", "merge_requests"):
                store.need(COUNCIL, me)
                if any(pull["branch"] == data["source_branch"] for pull in store.pulls):
                    raise ValueError("Another open merge request already exists for this source branch")
                pull = store.propose(
                    me,
                    data["source_branch"],
                    data["title"],
                    draft=data["title"].startswith("Draft: "),
                    body=data["description"],
                )
                return self.merge_request(
                    pull | {"labels": pull["labels"].extend(data["labels"].split(",")) or pull["labels"]}
                )
            case ("GET", "merge_requests", number):
                pull = self._pull(number)
                return self.merge_request(pull) | {
                    "head_pipeline": {"status": pull["check"][0]} if pull["check"] else None
                }
            case ("PUT", "merge_requests", number):
                pull = self._pull(number)
                pull |= {"title": data["title"], "draft": data["title"].startswith("Draft: ")}
                pull["labels"][:] = sorted(
                    {*pull["labels"], *data.get("add_labels", "").split(",")}
                    - {"", *data.get("remove_labels", "").split(",")}
                )
                return self.merge_request(pull)
            case ("GET", "merge_requests", number, "diffs"):
                return [
                    {
                        "old_path": path,
                        "new_path": path,
                        "new_file": False,
                        "renamed_file": False,
                        "deleted_file": False,
                    }
                    for path in store.changes(self._pull(number), "--name-only").splitlines()
                ]
        raise KeyError(" ".join([method, *steps]))

    def _pull(self, number: str) -> dict:
        return next(pull for pull in self.store.pulls if pull["number"] == int(number))

    def commit(self, data: dict, me: str) -> dict:
        """Files changed in one commit, on a branch that is there or on one that starts with it."""
        store, branch = self.store, data["branch"]
        store.need(COUNCIL, me)
        if branch == "main":
            raise PermissionError("You are not allowed to push into this branch")
        tip = store.tip(COUNCIL, branch)
        if "start_branch" in data:
            if tip:
                raise ValueError(f"A branch called '{branch}' already exists.")
            tip = store.tip(COUNCIL, data["start_branch"])
            store.branch(COUNCIL, branch, tip)
        there, files = {file["path"] for file in store.files(tip)}, {}
        for one in data["actions"]:
            if (one["action"] == "create") == (one["file_path"] in there) or one["action"] not in (
                "create",
                "update",
            ):
                raise ValueError(f"{one['action']} of {one['file_path']}")
            files[one["file_path"]] = (
                base64.b64decode(one["content"]) if one["encoding"] == "base64" else one["content"].encode()
            )
        return {
            "id": store.commit(COUNCIL, branch, tip, files, data["commit_message"]),
            "committed_date": DAY,
        }

    def commits(self, asked: dict) -> list[dict]:
        found = self.store.git(
            "log", "--format=%H", self.store.tip(COUNCIL, asked["ref_name"]), "--", asked["path"]
        ).split()
        return [
            {"id": commit, "author_name": "Jo", "author_email": "jo@example.org", "committed_date": DAY}
            for commit in found
        ]

    def merge_request(self, pull: dict) -> dict:
        return {
            "id": 100 + pull["number"],
            "iid": pull["number"],
            "title": pull["title"],
            "state": "opened",
            "draft": pull["draft"],
            "web_url": "",
            "author": person(pull["by"]),
            "labels": pull["labels"],
            "source_branch": pull["branch"],
            "target_branch": "main",
            "sha": self.store.tip(COUNCIL, pull["branch"]),
            "created_at": DAY,
            "updated_at": DAY,
        }

    def graphql(self, query: str, variables: dict) -> dict:
        from graphql import graphql_sync

        made = graphql_sync(
            self.schema,
            query,
            {
                "project": lambda info, fullPath: (
                    {"repository": self._repository()} if fullPath == COUNCIL else None
                )
            },
            variable_values=variables,
        )
        return {"data": made.data} | (
            {"errors": [{"message": str(error)} for error in made.errors]} if made.errors else {}
        )

    def _repository(self) -> dict:
        store = self.store

        def tree(info, ref, recursive=False):
            tip = store.tip(COUNCIL, ref)
            rows = [
                {"type": file["type"], "path": file["path"], "sha": file["sha"]} for file in store.files(tip)
            ]

            def page(info, after="", first=PAGE):
                start = int(after or 0)
                return {
                    "nodes": rows[start : start + first],
                    "pageInfo": {"endCursor": str(start + first), "hasNextPage": start + first < len(rows)},
                }

            return {
                "lastCommit": {"sha": tip, "message": store.git("log", "-1", "--format=%B", tip)},
                "blobs": page,
            }

        def blobs(info, ref, paths):
            there = {file["path"]: file for file in store.files(store.tip(COUNCIL, ref))}
            return {
                "nodes": [
                    {
                        "path": path,
                        "oid": there[path]["sha"],
                        "size": str(there[path]["size"]),
                        "rawTextBlob": store.read(there[path]["sha"]),
                    }
                    for path in paths
                    if path in there
                ]
            }

        return {"rootRef": "main", "tree": tree, "blobs": blobs}


def person(name: str) -> dict:
    return {
        "id": IDS[name],
        "username": name,
        "name": name.title(),
        "email": f"{name}@example.org",
        "avatar_url": None,
        "web_url": "",
        "bot": False,
    }
