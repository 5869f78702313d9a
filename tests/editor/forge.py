"""A stand-in for GitHub: as much of its two interfaces as the form asks for, over real git, on this machine
only.

A token is the name of the person: the officer may write to the council's repository, anybody else only to a
copy.
"""

import base64
from urllib.parse import SplitResult, unquote

from standing_in import DAY
from store import COUNCIL, Store

SCHEMA = """
scalar Any
enum PullRequestState {OPEN CLOSED MERGED} enum OrderField {CREATED_AT UPDATED_AT} enum Direction {ASC DESC} enum Affiliation {OWNER COLLABORATOR}
input Order {field: OrderField! direction: Direction!}
type User {login: String name: String email: String databaseId: Int avatarUrl: String}
type Author {name: String email: String date: String user: User avatarUrl: String}
type Label {name: String} type Labels {nodes: [Label]} type Change {path: String changeType: String} type Changes {nodes: [Change]}
type PullRequest {id: ID number: Int title: String url: String state: String isDraft: Boolean isCrossRepository: Boolean createdAt: String updatedAt: String mergedAt: String
 headRefName: String headRefOid: String author: User labels(first: Int): Labels files(first: Int): Changes baseRefName: String headRepositoryOwner: User
 headRepository: Repository baseRepository: Repository}
type PullRequests {nodes: [PullRequest]} type History {nodes: [Commit] totalCount: Int} type File {oid: String}
union GitObject = Blob | Commit
type Blob {oid: String byteSize: Int isBinary: Boolean isTruncated: Boolean text: String}
type Commit {oid: String message: String messageHeadline: String committedDate: String author: Author history(first: Int path: String after: String): History file(path: String!): File}
type Ref {name: String target: Commit} type Refs {nodes: [Ref]} type Repositories {nodes: [Repository]}
type Repository {id: ID name: String nameWithOwner: String owner: User defaultBranchRef: Ref ref(qualifiedName: String!): Ref refs(refPrefix: String! first: Int): Refs
 object(oid: String expression: String): Blob pullRequests(states: [PullRequestState] labels: [String] first: Int orderBy: Order headRefName: String): PullRequests
 forks(ownerAffiliations: [Affiliation] first: Int): Repositories}
type Query {repository(owner: String! name: String!): Repository viewer: User node(id: ID!): PullRequest}
input Addition {path: String! contents: String!} input Deletion {path: String!} input FileChanges {additions: [Addition!] deletions: [Deletion!]}
input Branch {repositoryNameWithOwner: String branchName: String} input Message {headline: String body: String}
input CreateCommitOnBranchInput {branch: Branch! expectedHeadOid: String! fileChanges: FileChanges message: Message}
input CreateRefInput {repositoryId: ID! name: String! oid: String!} input ConvertPullRequestToDraftInput {pullRequestId: ID!} input MarkPullRequestReadyForReviewInput {pullRequestId: ID!}
type CommitMade {commit: Commit} type RefMade {ref: Ref} type PullRequestChanged {pullRequest: PullRequest}
type Mutation {createCommitOnBranch(input: CreateCommitOnBranchInput!): CommitMade createRef(input: CreateRefInput!): RefMade
 convertPullRequestToDraft(input: ConvertPullRequestToDraftInput!): PullRequestChanged markPullRequestReadyForReview(input: MarkPullRequestReadyForReviewInput!): PullRequestChanged}
"""


def user(name: str) -> dict:
    """A person, in the words of both interfaces."""
    return {
        "login": name,
        "name": name.title(),
        "email": f"{name}@example.org",
        "id": 7,
        "databaseId": 7,
        "avatar_url": "",
        "avatarUrl": "",
        "html_url": "",
        "type": "User",
    }


class Forge:
    """The two interfaces over a store."""

    def __init__(self, store: Store):
        from graphql import build_schema

        self.store, self.schema = store, build_schema(SCHEMA)

    def answer(self, method: str, url: SplitResult, data: dict, me: str) -> dict | list:
        if url.path.endswith("/graphql"):
            return self.graphql(data["query"], data.get("variables") or {}, me)
        return self.rest(method, url.path.removeprefix("/api/v3"), data, me)

    def may_be_missing(self, url: SplitResult) -> bool:
        return "/repos/resident/plans" in url.path

    def rest(self, method: str, path: str, data: dict, me: str) -> dict | list:
        """An answer of the older interface.

        What the form never asks for is a KeyError, so that a test notices.
        """
        steps = [unquote(step) for step in path.strip("/").split("/")]
        if steps == ["user"]:
            return user(me)
        repository, rest = "/".join(steps[1:3]), steps[3:]
        if steps[0] != "repos" or repository not in self.store.repositories:
            raise KeyError(path)
        if not rest:
            return self.repository(repository, me)
        if rest == ["forks"] and method == "POST":
            return self.repository(self.store.fork(me), me)
        if rest[:2] == ["git", "trees"]:
            return {"sha": rest[2], "tree": self.store.files(rest[2]), "truncated": False}
        if rest[0] == "collaborators":
            if not self.store.may_write(repository, rest[1]):
                raise KeyError(path)
            return {}
        if rest == ["pulls"] and method == "POST":
            return self.pull(
                self.store.propose(me, data["head"], data["title"], data.get("draft", False), data["body"])
            )
        if rest[0] == "pulls" and len(rest) == 2:
            return self.pull(self.store.pulls[int(rest[1]) - 1])
        if rest[0] == "commits" and rest[-1] in ("check-runs", "status"):
            found = [
                one
                for pull in self.store.pulls
                for one in pull["check"]
                if self.store.tip(pull["repository"], pull["branch"]) == rest[1]
            ]
            return (
                {"check_runs": [{"conclusion": one} for one in found]}
                if rest[-1] == "check-runs"
                else {"statuses": []}
            )
        if rest[0] == "issues" and len(rest) > 1:
            pull = self.store.pulls[int(rest[1]) - 1]
            if "labels" in data:
                self.store.need(COUNCIL, me)
                pull["labels"] = (
                    data["labels"]
                    if method in ("PUT", "PATCH")
                    else sorted({*pull["labels"], *data["labels"]})
                )
            return (
                [{"name": label} for label in pull["labels"]]
                if rest[-1] == "labels"
                else {"number": pull["number"], "labels": [{"name": label} for label in pull["labels"]]}
            )
        raise KeyError(path)

    def repository(self, name: str, me: str) -> dict:
        owner, short = name.split("/")
        fork = name != COUNCIL
        made = {
            "full_name": name,
            "name": short,
            "id": 1,
            "node_id": name,
            "private": False,
            "fork": fork,
            "allow_forking": True,
            "default_branch": "main",
            "owner": {"login": owner, "type": "User" if fork else "Organization"},
            "permissions": {"push": self.store.may_write(name, me), "pull": True, "admin": False},
        }
        return made | ({"parent": {"full_name": COUNCIL}, "source": {"full_name": COUNCIL}} if fork else {})

    def pull(self, pull: dict) -> dict:
        tip = self.store.tip(pull["repository"], pull["branch"])
        owner = pull["repository"].split("/")[0]
        return {
            "number": pull["number"],
            "id": pull["number"],
            "node_id": str(pull["number"]),
            "title": pull["title"],
            "state": "open",
            "draft": pull["draft"],
            "html_url": "",
            "labels": [{"name": label} for label in pull["labels"]],
            "user": user(pull["by"]),
            "created_at": DAY,
            "updated_at": DAY,
            "head": {
                "ref": pull["branch"],
                "sha": tip,
                "label": f"{owner}:{pull['branch']}",
                "repo": {"full_name": pull["repository"], "owner": {"login": owner}},
            },
            "base": {"ref": "main", "sha": self.store.tip(COUNCIL, "main"), "repo": {"full_name": COUNCIL}},
        }

    def graphql(self, query: str, variables: dict, me: str) -> dict:
        """An answer of the newer interface."""
        from graphql import graphql_sync

        def commit(info, input):
            repository, branch = input["branch"]["repositoryNameWithOwner"], input["branch"]["branchName"]
            self.store.need(repository, me)
            files = {
                one["path"]: base64.b64decode(one["contents"])
                for one in input["fileChanges"].get("additions") or []
            }
            return {
                "commit": self._commit(
                    self.store.commit(
                        repository, branch, input["expectedHeadOid"], files, input["message"]["headline"]
                    )
                )
            }

        def ref(info, input):
            self.store.need(input["repositoryId"], me)
            name = input["name"].removeprefix("refs/heads/")
            self.store.branch(input["repositoryId"], name, input["oid"])
            return {"ref": {"name": name}}

        def drafted(draft):
            def change(info, input):
                pull = self.store.pulls[int(input["pullRequestId"]) - 1]
                pull["draft"] = draft
                return {"pullRequest": self._pull(pull)}

            return change

        root = {
            "viewer": lambda info: user(me),
            "node": lambda info, id: self._pull(self.store.pulls[int(id) - 1]),
            "createCommitOnBranch": commit,
            "createRef": ref,
            "repository": lambda info, owner, name: self._repository(f"{owner}/{name}", me),
            "convertPullRequestToDraft": drafted(True),
            "markPullRequestReadyForReview": drafted(False),
        }
        made = graphql_sync(self.schema, query, root, variable_values=variables)
        return {"data": made.data} | (
            {"errors": [{"message": str(error)} for error in made.errors]} if made.errors else {}
        )

    def _repository(self, name: str, me: str) -> dict | None:
        store = self.store
        if name not in store.repositories:
            return None

        def blob(info, oid=None, expression=None):
            if expression:
                branch, _, path = expression.partition(":")
                try:
                    oid = store.git(
                        "rev-parse", "-q", "--verify", f"{store.tip(name, branch) or branch}:{path}"
                    )
                except KeyError:
                    return None
            text = store.read(oid)
            return {
                "oid": oid,
                "byteSize": len(text.encode()),
                "isBinary": False,
                "isTruncated": False,
                "text": text,
            }

        def pulls(info, states=None, labels=None, first=100, orderBy=None, headRefName=None):
            found = [
                pull
                for pull in reversed(store.pulls)
                if name == COUNCIL
                and headRefName in (None, pull["branch"])
                and (not labels or set(labels) & set(pull["labels"]))
            ]
            return {"nodes": [self._pull(pull) for pull in found]}

        def one(branch):
            tip = store.tip(name, branch)
            return {"name": branch, "target": self._commit(tip)} if tip else None

        return {
            "id": name,
            "name": name.split("/")[1],
            "nameWithOwner": name,
            "owner": user(name.split("/")[0]),
            "object": blob,
            "pullRequests": pulls,
            "defaultBranchRef": lambda info: one("main"),
            "ref": lambda info, qualifiedName: one(qualifiedName.removeprefix("refs/heads/")),
            "refs": lambda info, refPrefix, first=100: {
                "nodes": [
                    {"name": f"refs/heads/{branch}".removeprefix(refPrefix), "target": self._commit(tip)}
                    for branch, tip in store.branches(name).items()
                    if f"refs/heads/{branch}".startswith(refPrefix)
                ]
            },
            "forks": lambda info, **_: {
                "nodes": [
                    {"nameWithOwner": fork, "owner": user(fork.split("/")[0])}
                    for fork in store.repositories[1:]
                    if fork.startswith(f"{me}/")
                ]
            },
        }

    def _commit(self, commit: str) -> dict:
        store, message = self.store, self.store.git("log", "-1", "--format=%B", commit)

        def history(info, first=1, path=None, after=None):
            found = store.git(
                "log", "--format=%H", "-n", str(first), commit, *(["--", path] if path else [])
            ).split()
            return {"nodes": [self._commit(one) for one in found], "totalCount": len(found)}

        return {
            "oid": commit,
            "message": message,
            "messageHeadline": message.split("\n")[0],
            "committedDate": DAY,
            "author": user("officer") | {"date": DAY, "user": user("officer")},
            "history": history,
            "file": lambda info, path: {"oid": store.git("rev-parse", f"{commit}:{path}")},
        }

    def _pull(self, pull: dict) -> dict:
        owner = user(pull["repository"].split("/")[0])
        paths = self.store.changes(pull, "--name-only").splitlines()
        return {
            "id": str(pull["number"]),
            "number": pull["number"],
            "title": pull["title"],
            "url": "",
            "state": "OPEN",
            "isDraft": pull["draft"],
            "createdAt": DAY,
            "updatedAt": DAY,
            "isCrossRepository": pull["repository"] != COUNCIL,
            "headRefName": pull["branch"],
            "headRefOid": self.store.tip(pull["repository"], pull["branch"]),
            "author": user(pull["by"]),
            "labels": {"nodes": [{"name": label} for label in pull["labels"]]},
            "baseRefName": "main",
            "headRepositoryOwner": owner,
            "files": {"nodes": [{"path": path, "changeType": "MODIFIED"} for path in paths]},
            "headRepository": {"nameWithOwner": pull["repository"]},
        }
