"""Errors of the five disclosures, each checked by hand against the printed document.

Both sides stand in print: whatever else is called an error there is a false alarm.
"""

Error = tuple[str, str, str, str]
"""Check, place, printed, expected."""

RIGHT_ERRORS: dict[str, frozenset[Error]] = {
    "001_jiaozuo_kexie_2021": frozenset(
        {
            ("account-sum", "tables.initial_budget_by_item[0][3]", "227.68", "219.20"),
            ("account-sum", "tables.initial_budget_by_item[0][4]", "323.56", "323.02"),
            ("account-share", "tables.narrative_figures[11][4]", "2.94%", "2.95%"),
            ("total-sum", "total_printed", "97.7", "97.90"),
            ("total-narrative", "total_printed", "97.7", "97.90"),
            ("fund-parts", "funds[0].annual_budget", "225.94", "226.33"),
            ("execution-score", "funds[0].score", "9.9", "10.00"),
            ("line-score", "indicators[5].score", "2", "3.00"),
            ("management-rate", "indicators[5].actual", "97", "145.71%"),
            ("management-rate", "indicators[6].actual", "0", "-0.76%"),
            ("management-rate", "indicators[7].actual", "3", "0.09%"),
            ("management-rate", "indicators[8].actual", "100", "19.76%"),
            ("fund-accounts", "funds[1].annual_budget", "220.65", "220.25"),
            ("fund-accounts", "funds[1].rate", "146.64%", "146.91%"),
        }
    ),
    "002_sanmenxia_kexie_2024": frozenset(
        {
            ("account-sum", "tables.narrative_amounts[24][2]", "324.6", "377.60"),
            ("account-same", "tables.basic_by_economic[0][5]", "313.8", "301.90"),
            ("account-same", "tables.basic_by_economic[0][6]", "10.8", "22.70"),
            ("account-share", "tables.narrative_figures[10][4]", "5.18%", "5.06%"),
        }
    ),
}
