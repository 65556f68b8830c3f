"""Every pack of published data: known areas, used sources, classes within their limits, sums that add up."""

from collections import Counter
from collections.abc import Iterator

import pytest

from siaga.domain.agencies import agencies
from siaga.domain.areas import NATION
from siaga.domain.edition_values import Edition, PublishedReading
from siaga.domain.editions import editions
from siaga.domain.elections import Election, Measure, elections
from siaga.domain.gazetteers import area_on, current_areas
from siaga.domain.outcomes import OutcomeKind, OutcomeSet, outcome_sets, read_outcomes
from siaga.domain.packs import holds, pack_folder, pack_names
from siaga.domain.scores import ClassKey, class_by_limits, classes_leaving_one_out

EDITIONS = editions()
each_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.code)
each_outcome_set = pytest.mark.parametrize("listed", outcome_sets(), ids=lambda listed: listed.code)
each_election = pytest.mark.parametrize("election", elections(), ids=lambda election: election.code)


def edition(code: str) -> Edition:
    return next(one for one in EDITIONS if one.code == code)


def preferred(code: str, level: str) -> list[PublishedReading]:
    return [
        reading for reading in edition(code).readings if reading.level == level and not reading.alternative
    ]


def test_every_set_has_an_edition_named_like_its_folder() -> None:
    names = pack_names("indicator_sets")
    assert {one.code for one in EDITIONS} == set(names)
    assert len(names) == 9
    assert all(holds(pack_folder("indicator_sets", name), "edition.toml") for name in names)
    assert {one.code for one in outcome_sets()} == set(pack_names("outcomes"))
    assert {one.code for one in elections()} == set(pack_names("elections"))


@each_edition
def test_the_agency_of_an_edition_is_known(edition: Edition) -> None:
    assert edition.agency in {agency.code for agency in agencies()}


@each_edition
def test_every_area_carried_its_code_on_that_day(edition: Edition) -> None:
    for reading in edition.readings:
        assert area_on(reading.area, reading.valid_on).level.value == reading.level
    for value in edition.values:
        if value.area != NATION:
            assert area_on(value.area, value.date or edition.date)


@each_edition
def test_readings_before_2023_of_provinces_are_of_the_undivided_papua(edition: Edition) -> None:
    for reading in edition.readings:
        if reading.level == "provinsi" and edition.date.year < 2023:
            assert reading.valid_on == edition.date
            assert reading.area[:2] not in {"93", "94", "95", "96"}


def named_sources(edition: Edition) -> Iterator[str]:
    for reading in edition.readings:
        yield reading.source
        yield reading.nodes_source
    for part in (edition.values, edition.limits, edition.cuts, edition.national_counts):
        yield from (row.source for row in part)
    yield from (mean.source for mean in edition.national_means)
    yield from (mark.source for mark in edition.marks)


def tree_sources(edition: Edition) -> set[str]:
    return {line.rsplit(",", 1)[-1].strip() for line in edition.indicators.splitlines()}


@each_edition
def test_each_source_is_used(edition: Edition) -> None:
    used = set(named_sources(edition)) | tree_sources(edition)
    assert [source.id for source in edition.sources if source.id not in used] == []


@each_edition
def test_published_classes_agree_with_the_limits(edition: Edition) -> None:
    for reading in edition.readings:
        limit = edition.limit_at(reading.level)
        if limit is not None and reading.score is not None and reading.class_key is not None:
            assert class_by_limits(reading.score, limit) is reading.class_key, reading


@each_edition
def test_an_alternative_stands_beside_a_preferred_number(edition: Edition) -> None:
    kept = {reading.area: reading for reading in edition.readings if not reading.alternative}
    for reading in edition.readings:
        if reading.alternative:
            first = kept[reading.area]
            assert (reading.score, reading.nodes) != (first.score, first.nodes)
            assert reading.source != first.source
            assert reading.note


@each_edition
def test_what_is_shown_is_said_in_both_languages(edition: Edition) -> None:
    texts = [edition.name_en, edition.about_en, *(node.name_en for node in edition.nodes)]
    texts += [text for mark in edition.marks for text in (mark.what_en, mark.why_en)]
    assert all(texts)


@each_edition
def test_unpublished_indicators_leave_no_tree(edition: Edition) -> None:
    if not edition.indicators_published:
        assert edition.indicators == ""


@each_edition
def test_published_own_classes_map_as_declared(edition: Edition) -> None:
    words = dict(edition.class_words)
    for reading in edition.readings:
        if reading.own_class and words:
            assert words[reading.own_class] is reading.class_key


def test_the_provinces_of_2024() -> None:
    provinces = preferred("ikp-2024", "provinsi")
    assert Counter(reading.class_key for reading in provinces) == {
        ClassKey.TINGGI: 5,
        ClassKey.SEDANG: 21,
        ClassKey.RENDAH: 8,
    }
    undivided = current_areas("provinsi", on=edition("ikp-2024").date)
    assert {reading.area for reading in provinces} == {area.code for area in undivided}
    assert edition("ikp-2024").is_complete_at("provinsi")
    assert not edition("ikp-2024").is_complete_at("kabkota")


def test_kalimantan_timur_keeps_both_numbers() -> None:
    found = edition("ikp-2024").readings_of("64")
    assert [(reading.score, reading.alternative) for reading in found] == [(74.04, False), (77.04, True)]


def test_published_dimensions_give_the_published_totals() -> None:
    weights = {
        "konteks_sosial_politik": 0.27,
        "penyelenggaraan": 0.38,
        "kontestasi": 0.25,
        "partisipasi": 0.10,
    }
    checked = []
    for reading in edition("ikp-2024").readings:
        nodes = dict(reading.nodes)
        if set(nodes) == set(weights) and reading.score is not None:
            total = sum(weights[code] * value for code, value in nodes.items())
            assert total == pytest.approx(reading.score, abs=0.0051)
            checked.append(reading.area)
    assert sorted(set(checked)) == ["31", "32", "35.07"]


def test_the_aggregate_of_jakarta_is_the_mean_of_its_six() -> None:
    scores = edition("ikp-2024").scores_at("kabkota")
    six = [score for area, score in scores.items() if area.startswith("31.")]
    assert len(six) == 6
    published = edition("ikp-2024-agregat").scores_at("provinsi")["31"]
    assert sum(six) / 6 == pytest.approx(published, abs=0.0051)


def test_limits_without_one_province_leave_most_classes_alone() -> None:
    limit = edition("ikp-2024").limit_at("provinsi")
    assert limit is not None
    found = classes_leaving_one_out(dict(edition("ikp-2024").scores_at("provinsi")), limit)
    assert {area for area, classes in found.items() if len(classes) > 1} <= {"36", "65"}


def test_the_mean_of_2019_is_that_of_its_dimensions() -> None:
    means = {mean.node: mean.value for mean in edition("ikp-2019-pemutakhiran").national_means}
    total = means.pop("index")
    assert sum(means.values()) / len(means) == pytest.approx(total, abs=0.0051)


def test_the_high_areas_of_2019_are_all_there() -> None:
    high = [one for one in preferred("ikp-2019-pemutakhiran", "kabkota") if one.class_key is ClassKey.TINGGI]
    assert len(high) == edition("ikp-2019-pemutakhiran").national_counts[0].tinggi == 8
    assert len(preferred("ikp-2019", "provinsi")) == 34


def test_the_cuts_of_2020_are_fifty_and_steps_of_the_deviation() -> None:
    from statistics import mean, stdev

    scores = list(edition("ikp-2020").scores_at("provinsi").values())
    assert len(scores) == 9
    assert round(mean(scores), 2) == 73.80
    step = stdev(scores)
    expected = [50 + steps * step for steps in (-2, -1, 0, 1, 2)]
    assert edition("ikp-2020").cuts[0].at == pytest.approx(expected, abs=0.006)


def test_the_mapping_of_2024_counts_as_published() -> None:
    provinces = preferred("pemetaan-pilkada-2024", "provinsi")
    classes = Counter(reading.class_key for reading in provinces)
    assert (len(provinces), *classes.values()) == (37, 5, 28, 4)
    today = {area.code for area in current_areas("provinsi", on=edition("pemetaan-pilkada-2024").date)}
    assert today - {reading.area for reading in provinces} == {"34"}
    occurred = {reading.area: value for reading in provinces for _, value in reading.nodes}
    assert occurred == {"53": 19, "64": 18, "35": 17, "73": 16, "72": 16}


def test_jambi_is_complete_and_its_classes_follow_its_scores() -> None:
    jambi = [one for one in preferred("pemetaan-pilkada-2024", "kabkota") if one.area.startswith("15.")]
    assert {one.area for one in jambi} == {area.code for area in current_areas("kabkota", "15")}
    ordered = sorted(jambi, key=lambda one: one.score or 0)
    orders = [one.class_key.order for one in ordered if one.class_key is not None]
    assert orders == sorted(orders)
    assert Counter(one.class_key for one in jambi) == {
        ClassKey.TINGGI: 2,
        ClassKey.SEDANG: 8,
        ClassKey.RENDAH: 1,
    }


def test_class_counts_add_up_to_the_areas_of_their_day() -> None:
    voting = {
        "ikp-2024": 514,
        "ikp-2019-pemutakhiran": 514,
        "pemetaan-pilkada-2024": 508,
        "ipkp-polri-2024": 514,
    }
    for code, number in voting.items():
        counts = [count for count in edition(code).national_counts if not count.alternative]
        kabkota = next(count for count in counts if count.level == "kabkota")
        assert sum(part or 0 for part in (kabkota.tinggi, kabkota.sedang, kabkota.rendah)) == number


def test_police_and_bawaslu_never_share_an_axis() -> None:
    axes = {one.agency: {two.axis for two in EDITIONS if two.agency == one.agency} for one in EDITIONS}
    assert axes == {"polri": {"keamanan"}, "bawaslu": {"kerawanan pemilu"}}


def test_checklists_count_what_was_published() -> None:
    general, regional = edition("tps-rawan-pemilu-2024"), edition("tps-rawan-pilkada-2024")
    assert [value.node for value in general.values] == [f"t{number:02d}" for number in range(1, 23)]
    counts = [value.value for value in general.values]
    assert counts == sorted(counts, reverse=True)
    assert Counter(value.area for value in regional.values) == {
        "ID": 6,
        "32": 17,
        "35.73": 5,
        "35.07": 8,
        "32.77": 7,
        "32.12": 10,
    }


@each_outcome_set
def test_outcomes_are_of_known_areas_and_used_sources(listed: OutcomeSet) -> None:
    used = {outcome.source for outcome in listed.outcomes} | {total.source for total in listed.totals}
    assert {source.id for source in listed.sources} == used | {listed.source}
    for outcome in listed.outcomes:
        assert area_on(outcome.area, outcome.date)
    assert listed.election in {election.code for election in elections()}
    assert listed.name_en
    assert listed.about_en


def test_kpus_list_is_complete_and_adds_up() -> None:
    listed = read_outcomes("pilkada-2024-psu-pss-psl")
    totals = {total.kind: total.stations for total in listed.totals if not total.alternative}
    assert totals == {OutcomeKind.PSU: 46, OutcomeKind.PSS: 231, OutcomeKind.PSL: 10}
    assert {kind: listed.stations(kind) for kind in totals} == totals
    assert sum(totals.values()) == 287
    assert len({outcome.area for outcome in listed.outcomes}) == 44
    assert listed.complete


def test_the_courts_list_names_twenty_regencies_three_cities_and_a_province() -> None:
    listed = read_outcomes("pilkada-2024-mk")
    names = [area_on(outcome.area, outcome.date).name for outcome in listed.outcomes]
    assert Counter(name.split()[0] for name in names) == {"Kabupaten": 20, "Kota": 3, "Papua": 1}
    assert not listed.complete


def test_the_list_of_the_general_election_is_partial() -> None:
    listed = read_outcomes("pemilu-2024-psu")
    assert not listed.complete
    for total in listed.totals:
        if not total.alternative:
            assert listed.stations(total.kind) < total.stations


@each_election
def test_figures_are_of_known_areas_and_used_sources(election: Election) -> None:
    used = {figure.source for figure in election.figures} | {election.source}
    assert {source.id for source in election.sources} == used
    for figure in election.figures:
        if figure.area != NATION:
            assert area_on(figure.area, election.polling_day)


def test_jakarta_timur_is_the_sum_of_its_ten_kecamatan() -> None:
    general = next(one for one in elections() if one.code == "pemilu-2024")
    whole = general.figure("31.75", Measure.VOTERS)
    assert whole is not None
    parts = [
        figure.value
        for figure in general.figures
        if figure.measure is Measure.VOTERS and figure.area.startswith("31.75.")
    ]
    assert (len(parts), sum(parts)) == (10, whole.value)


@each_edition
def test_the_index_library_reads_the_same_limits(edition: Edition) -> None:
    from siaga.index.editions import folder_of, read_edition

    theirs = read_edition(folder_of(edition.code))
    assert (theirs.rule is None) == (edition.rule.method == "")
    for limit in edition.limits:
        read = theirs.limits_at(limit.level)
        assert read is not None
        assert (read.low, read.high, *read.owners) == (
            limit.low,
            limit.high,
            limit.low_owned_by.value,
            limit.high_owned_by.value,
        )
        for score in (limit.low, limit.high, limit.low + 0.01, limit.high + 0.01):
            assert read.class_of(score) == class_by_limits(score, limit).value
    for cuts in edition.cuts:
        read = theirs.limits_at(cuts.level)
        assert read is not None
        assert read.cuts == cuts.at
