"""Cases that take long and whose like is in the normal run at another width, for another forge or with other
values: `make test-long` has them.

Marked here and not where they stand, because they are single values of a test that otherwise stays. Seconds
as measured on 22 November 2026.
"""

SLOW = {
    "browser/test_reading_in_browser.py::test_hostile_texts_do_nothing": (
        33
    ),  # tests/safety/test_payloads.py tries more.
    "browser/test_accessibility_in_browser.py::test_axe_finds_nothing[reference-320]": 31,
    "browser/test_accessibility_in_browser.py::test_axe_finds_nothing[plan, every field-1280]": 8,
    "browser/test_accessibility_in_browser.py::test_axe_finds_nothing[dated-320]": 8,
    "browser/test_accessibility_in_browser.py::test_axe_finds_nothing[plan-1280]": 5,
    "browser/test_reading_in_browser.py::test_a_page_talks_to_nobody_else_and_complains_of_nothing[hostile]": (
        23
    ),
    "safety/test_payloads.py::test_nothing_runs_even_without_the_policy_of_the_site": 20,
    "site/test_pdf.py::test_a_site_with_its_pdfs_can_be_verified": 16,
    "site/test_pdf.py::test_the_same_sheet_gives_the_same_bytes_anywhere": 15,
    "content/test_any_value_anywhere.py::test_any_value_anywhere_gets_an_answer[{}]": 11,
    "content/test_any_value_anywhere.py::test_any_value_anywhere_gets_an_answer['31/02/2026']": 7,
    "browser/test_accessibility_in_browser.py::test_axe_finds_nothing[reference-1280]": 17,
    "browser/test_accessibility_in_browser.py::test_axe_finds_nothing[plan-320]": (
        9
    ),  # [plan, every field-320] stays.
    "browser/test_accessibility_in_browser.py::test_axe_finds_nothing[plan, demo-320]": 5,
    "browser/test_accessibility_in_browser.py::test_axe_finds_nothing[dated-1280]": 5,
    "browser/test_every_way_in_browser.py::test_tables_are_named_and_become_cards": 22,
    "safety/test_payloads.py::test_what_a_search_finds_is_text": 7,
    "benchmarks/test_benchmarks.py::test_loading_gives_a_table": 5,
    "editor/test_form_in_browser.py::test_axe[1280]": 11,
    "editor/test_form_in_browser.py::test_a_resident_proposes_from_a_copy": 9,
    "editor/test_forms.py::test_sveltia_takes_the_configuration[this computer]": 9,
    "editor/test_forms.py::test_sveltia_takes_the_configuration[gitlab]": 8,
    "editor/test_form_in_browser.py::test_a_new_item_gets_its_name_and_the_rest_stays": 9,
    "editor/test_form_in_browser.py::test_a_guide_is_edited_as_text": 7,
    "safety/test_prose_doubles.py::test_the_search_for_personal_data_grows_with_the_text[0 ]": 3,
    "safety/test_prose_doubles.py::test_the_search_for_personal_data_grows_with_the_text[://a:]": 3,
    "safety/test_prose_doubles.py::test_the_search_for_personal_data_grows_with_the_text[A.]": 3,
    "safety/test_prose_doubles.py::test_the_search_for_personal_data_grows_with_the_text[Mr A ]": 3,
    "safety/test_prose_doubles.py::test_the_search_for_personal_data_grows_with_the_text[arrears of ]": 3,
    "safety/test_prose_doubles.py::test_the_search_for_personal_data_grows_with_the_text[door code ]": 3,
    "safety/test_prose_doubles.py::test_the_search_for_personal_data_grows_with_the_text[eyJ-]": 3,
    "safety/test_prose_doubles.py::test_the_search_for_personal_data_grows_with_the_text[passport ]": 3,
    "safety/test_prose_doubles.py::test_the_search_for_personal_data_grows_with_the_text[password is ]": 3,
    "safety/test_prose_doubles.py::test_the_search_for_personal_data_grows_with_the_text[password:]": 3,
    "safety/test_prose_doubles.py::test_the_search_for_personal_data_grows_with_the_text[sk-]": 3,
    "safety/test_prose_doubles.py::test_the_search_for_personal_data_grows_with_the_text[xoxb-1-]": 3,
}
