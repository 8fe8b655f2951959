"""One unit's whole year, played by its people in their browsers."""

from tests.browser.year import july, targets
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
    assert [desk.complaints() for desk in people.values()] == [[]] * len(people)
