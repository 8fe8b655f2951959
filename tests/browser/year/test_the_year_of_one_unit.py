"""One unit's whole year, played by its people in their browsers."""

from tests.browser.year import july, kept, sheets, targets, whole
from tests.browser.year.before import TRAINING, WHOLE


def test_the_year_of_one_unit(people, record):
    filer, supervisor, finance = (people[name] for name in ("lijing", "chenjie", "caizheng"))
    targets.roll_over(filer)
    targets.adjust_the_training(filer)
    targets.submit_the_whole(filer)
    targets.return_one_row(supervisor)
    targets.mend_and_submit_again(filer)
    for title in (TRAINING, WHOLE):
        targets.let_through(supervisor, title)
        targets.approve(finance, title)
    july.open_a_round(finance)
    july.fill_the_report(filer)
    july.send_a_notice(supervisor)
    july.answer_it(filer)
    july.accept_it(supervisor)
    sheets.open_all(filer)
    sheets.paste_what_came_of_it(filer)
    sheets.submit_too_early(filer)
    sheets.lose_the_network(filer)
    sheets.meet_a_colleague(filer, people["liuyang"])
    sheets.prove_it(filer)
    sheets.submit(filer, TRAINING)
    whole.fill(filer)
    sheets.submit(filer, WHOLE)
    kept.of_the_targets(record)
    kept.of_july(record)
    kept.of_the_sheet(record)
    kept.of_the_whole_department(record)
    assert [desk.complaints() for desk in people.values()] == [[]] * len(people)
