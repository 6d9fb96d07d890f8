from index.progress import Progress, Tally


def test_a_tally_counts_what_several_do():
    told = []
    tally = Tally("embedding", told.append)
    tally.expect(2)
    tally.add(1)
    tally.expect(3)
    tally.add(4)
    assert told[-1] == Progress("embedding", 5, 5)
    assert [step.done for step in told] == [0, 1, 1, 5]
