"""The threats that this product is held to (T1 to T18), each with what stands against it and the tests that
show it. `test_threats.py` checks that they are there.
"""

from dataclasses import dataclass

PAYLOADS, CANARY, PROSE = "safety/test_payloads.py", "build/test_canary.py", "source/test_markdown_safety.py"
BAD_INPUT, IMAGES, SET_UP, WORKFLOWS = (
    "content/test_bad_input.py",
    "source/test_image_parsers.py",
    "commands/test_init.py",
    "safety/test_workflows.py",
)


@dataclass(frozen=True)
class Threat:
    """What could happen, what stands against it (in the package, unless it says otherwise), and the tests:
    file and name.
    """

    threat: str
    control: str
    where: tuple[str, ...]
    tests: tuple[tuple[str, str], ...]


THREATS = {
    "T1": Threat(
        "Script through Markdown or raw HTML",
        "HTML in a text is text; then an allow-list of elements; then a policy that runs nothing that stands"
        " in a page",
        ("source/markdown.py", "build/page_shell.py"),
        (
            (PAYLOADS, "test_nothing_runs_even_without_the_policy_of_the_site"),
            (PAYLOADS, "test_none_of_all_of_them_runs"),
            (PAYLOADS, "test_no_page_has_what_ours_have_not"),
            (PROSE, "test_nothing_comes_alive"),
            ("site/test_policy.py", "test_the_policy_lets_nothing_run_that_stands_in_a_page"),
        ),
    ),
    "T2": Threat(
        "Links that run or forge: javascript:, data:, //host",
        "Links begin with http, https, mailto or tel, or are addresses of this site",
        ("source/markdown.py",),
        (
            (PAYLOADS, "test_no_page_has_what_ours_have_not"),
            (PROSE, "test_what_writers_use_works"),
            (CANARY, "test_markdown_makes_nothing_alive"),
            ("safety/test_fuzz.py", "test_it_holds_for_anything"),
        ),
    ),
    "T3": Threat(
        "Script through a field: titles, attributes, menu, search, data",
        "Everything is escaped where it is put; no page is given to the theme as a template",
        ("site/page.py", "build/page_shell.py", "site/search_index.py"),
        (
            (PAYLOADS, "test_every_field_of_every_kind_of_file_is_attacked"),
            (PAYLOADS, "test_no_file_beside_the_pages_is_alive"),
            (PAYLOADS, "test_what_a_search_finds_is_text"),
            (CANARY, "test_every_field_is_attacked"),
            (CANARY, "test_titles_and_descriptions_are_whole"),
            ("editor/test_form_under_attack.py", "test_hostile_texts_do_nothing_in_the_form"),
        ),
    ),
    "T4": Threat(
        "A text that is taken for a template",
        "Content is never a template; ours are sandboxed and strict",
        ("site/page.py",),
        ((CANARY, "test_no_template_ran"), (PAYLOADS, "test_no_file_beside_the_pages_is_alive")),
    ),
    "T5": Threat(
        "Files of the machine on the site: links, includes, ../",
        "No link of the file system is followed, nothing is included, and names have a pattern",
        ("source/files.py",),
        (
            (BAD_INPUT, "test_links_are_refused"),
            (CANARY, "test_nothing_of_the_machine_is_published"),
            (IMAGES, "test_hostile_names"),
        ),
    ),
    "T6": Threat(
        "Files that act: HTML, SVG, what is no picture",
        "Raster pictures only; read, written anew without notes, with limits on bytes and pixels",
        ("source/images.py",),
        (
            (BAD_INPUT, "test_bad_names_of_files"),
            (IMAGES, "test_what_is_not_what_its_name_says"),
            (IMAGES, "test_too_many_pixels"),
            (IMAGES, "test_a_web_page_in_the_parts_of_a_picture"),
            ("site/test_published_pictures.py", "test_what_is_published_has_no_notes_in_it"),
        ),
    ),
    "T7": Threat(
        "YAML bombs, depth, giants",
        "A reader of our own: no aliases, no tags, 20 levels, limits on size",
        ("source/yaml.py", "source/files.py"),
        (
            (BAD_INPUT, "test_bad_bytes_are_refused_in_words_and_at_once"),
            (BAD_INPUT, "test_a_file_made_to_be_wrong_everywhere_is_answered_quickly"),
            ("source/test_yaml.py", "test_depth"),
            ("content/test_property.py", "test_anything_becomes_a_document_or_diagnostics"),
        ),
    ),
    "T8": Threat(
        "Markdown that keeps the machine busy",
        "Limits on marks, headings and lines; beyond them a text is shown as it is",
        ("source/markdown.py",),
        (
            ("safety/test_prose_doubles.py", "test_twice_as_much_costs_about_twice_as_long"),
            ("source/test_markdown_speed.py", "test_each_pattern_is_quick"),
        ),
    ),
    "T9": Threat(
        "Characters that turn, hide or imitate",
        "Control and invisible characters are refused; words that look like others are pointed out",
        ("source/characters.py", "source/homoglyphs.py", "rules/prose_rules.py"),
        (
            ("safety/test_letters.py", "test_it_is_flagged_where_it_stands"),
            ("safety/test_letters.py", "test_languages_and_emoji_are_welcome"),
        ),
    ),
    "T10": Threat(
        "Hostile names of files",
        "Small letters, digits and hyphens; no two names that differ in capitals only",
        ("source/files.py",),
        (
            (BAD_INPUT, "test_bad_names_of_files"),
            (BAD_INPUT, "test_names_that_differ_in_capitals_only"),
            (PAYLOADS, "test_no_hostile_name_of_a_file_is_taken"),
        ),
    ),
    "T11": Threat(
        "Words of a proposal in a shell; rights on a stranger's commit",
        "Titles and branches reach no command; what sees content may only read",
        (),
        (
            (SET_UP, "test_a_workflow_is_pinned_and_has_few_rights"),
            (WORKFLOWS, "test_the_words_of_a_proposal_reach_no_shell"),
            (WORKFLOWS, "test_no_workflow_runs_with_rights_on_a_strangers_commit"),
            (WORKFLOWS, "test_on_gitlab_only_the_note_has_the_token"),
        ),
    ),
    "T12": Threat(
        "Messages that speak to the forge or the terminal",
        "What is quoted has no control characters and starts no line",
        ("source/diagnostic_formats.py", "source/characters.py"),
        (
            (PAYLOADS, "test_no_line_of_a_report_is_a_command_of_the_forge"),
            (PAYLOADS, "test_fields_that_are_no_text_refuse_every_text"),
            ("commands/test_from_proposal_to_page.py", "test_hostile_titles_do_nothing"),
        ),
    ),
    "T13": Threat(
        "A preview that passes for the site",
        "Previews stand on another host, say that they are drafts, and are kept out of search engines",
        (),
        (
            (WORKFLOWS, "test_previews_stand_on_another_host"),
            ("editions/test_pages_of_the_past.py", "test_a_build_shows_the_newest_edition_that_is_due"),
        ),
    ),
    "T14": Threat(
        "Personal data in plans",
        "Checks that stop a build, with waivers that have a reason",
        ("rules/privacy.py",),
        (
            ("rules/test_pii.py", "test_private"),
            ("rules/test_pii.py", "test_harmless"),
            ("rules/test_pii.py", "test_a_waiver_needs_a_reason"),
        ),
    ),
    "T15": Threat(
        "Personal data that stays after it was removed",
        "`plans withhold` takes words down by their place, everywhere and in the past",
        ("commands/withhold.py",),
        (
            ("editions/test_redaction.py", "test_nowhere_any_more"),
            ("safety/test_papers_and_privacy.py", "test_what_was_taken_down_is_in_no_paper_either"),
        ),
    ),
    "T16": Threat(
        "A package or an action that was exchanged",
        "Everything is pinned by its hash or commit; building asks no network",
        (),
        (
            (WORKFLOWS, "test_everything_that_is_installed_is_pinned_by_its_hash"),
            (WORKFLOWS, "test_what_the_package_needs_is_in_its_lock"),
            (SET_UP, "test_a_workflow_is_pinned_and_has_few_rights"),
            ("editor/test_parts.py", "test_every_package_is_pinned_by_the_hash_of_its_content"),
        ),
    ),
    "T17": Threat(
        "Pages that mislead or watch: forms, overlays, names of our own places, pictures from elsewhere",
        "No form, style or foreign picture can be written; no two things on a page have one name",
        ("source/markdown.py", "source/markdown.py"),
        (
            (PAYLOADS, "test_no_page_has_what_ours_have_not"),
            (PROSE, "test_no_picture_has_another_address"),
            (PAYLOADS, "test_none_of_all_of_them_runs"),
            ("safety/test_names_of_places.py", "test_no_heading_takes_the_name_of_a_place_of_ours"),
        ),
    ),
    "T18": Threat(
        "A proposal that changes what judges it",
        "The tools, the settings of MkDocs and the look come from the main line; so does the workflow that"
        " marks the commit",
        (),
        (
            (SET_UP, "test_a_proposal_cannot_bring_code_of_its_own"),
            (WORKFLOWS, "test_only_the_main_lines_workflow_marks_a_commit"),
            ("commands/test_from_proposal_to_page.py", "test_what_is_no_content_is_pointed_out"),
        ),
    ),
}
