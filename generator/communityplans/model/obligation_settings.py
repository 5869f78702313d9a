"""What every plan of the council owes, and how often. What is left out is as the reports ask for it."""

from pydantic import Field

from .types import Count, Part, YesNo, field_metadata


class Duties(Part):
    """What is owed for each plan beside meetings and reviews, once it has reached the stage that owes it."""

    quarterly_updates: YesNo = Field(
        True,
        title="Updates",
        description="Whether an update is owed for every three months: true or false.",
        examples=[True],
        json_schema_extra=field_metadata(source="Rotherham report 2.5"),
    )
    update_within_days: Count = Field(
        15,
        title="Update within",
        description="Within how many days after three months have ended the update is due.",
        examples=[15],
    )
    annual_reports: YesNo = Field(
        True,
        title="Annual report",
        description="Whether a report is owed for every financial year: true or false.",
        examples=[True],
        json_schema_extra=field_metadata(source="Rotherham report 1.1, 2.5"),
    )
    report_within_days: Count = Field(
        183,
        title="Report within",
        description="Within how many days after the end of March the annual report is due.",
        examples=[183],
    )
    equality_months: Count = Field(
        12,
        title="Fair to everyone",
        description="After how many months the assessment of equality is looked at again; 0 if it is not.",
        examples=[12],
        json_schema_extra=field_metadata(source="Stevenage report 5.8; Rotherham report 11"),
    )
    asset_checks: YesNo = Field(
        True,
        title="Asset checks",
        description=(
            "Whether the entries of what there is are checked, each within the months of “Old after”: true or"
            " false."
        ),
        examples=[True],
        json_schema_extra=field_metadata(source="Rotherham report 4.1-1b"),
    )
