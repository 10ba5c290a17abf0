"""Points: how Chinese writes one point or period of the calendar: 2024年10月16日上午, 去年底, 二〇二四年, 前三季度, 本周五, 端午节.

The grammar only takes expressions apart; dates says which days they mean. A point may lack its year or its unit (25 in 25至28日).
"""

from __future__ import annotations

import re
from functools import cache

import daachorse

from transforms.extract.calendar.calendars import ERAS, HOLIDAYS
from transforms.model.patterns import pattern

DIG = "零〇○一二三四五六七八九"
JOIN = r"\x20?(?:至|到|—{1,2}|–{1,2}|-{1,2}|ー|~|～|〜|―)\x20?"
N12 = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
N31 = r"(?:[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])"
N9 = r"(?:[1-9]|[一二两三四五六七八九]|十[一二]?|1[0-2])"
Y4 = rf"(?:[12]\d{{3}}|[一二][{DIG}]{{3}}|两千(?:零?[一二三四五六七八九]?十?[一二三四五六七八九])?)"
YEAR_NOT = "级|代|龄|薪|均|产|检|轮|版|糕|画|鉴|货|夜|来|间隔|期贷|期国债|期存款|以上学|[多余几]"
WEEKDAY = "[一二三四五六日天末]"
WEEK = r"(?:周|星期|礼拜)"
PART_OF_DAY = (
    r"(?:上午|下午|中午|晚上|晚间|傍晚|凌晨|清晨|早上|早间|早晨|夜间|深夜|当晚|午间|午后|晚|早|夜(?![市景经游生空色班宵])|晨(?![报光曦练跑读会]))"
)
HOLIDAY = "|".join(sorted(map(re.escape, HOLIDAYS), key=len, reverse=True))
HAN = "\u4e00-\u9fff"
ERA_BEGINS = "".join(sorted({era[0] for era in ERAS}))  # one look spares trying them all

YEAR = rf"""
    (?:公元|西元)?(?P<year>{Y4})(?:\x20?年度?(?!{YEAR_NOT})|(?={JOIN}{Y4}\x20?年)|(?={JOIN}[2-9]\d\x20?年)
      |(?=(?:[、和及]{Y4}){{1,4}}(?:\x20?年(?!{YEAR_NOT})|[两三四五]年))|(?=[上下]半年|第?[一二三四1-4]季度|前[一二三]季度|[Qq][1-4](?![A-Za-z0-9_])|全年)
      |(?<=[、和及]\d{{4}})(?=[两三四五]年))
  | (?P<short>\d{{2,3}}|[{DIG}]{{2,3}})\x20?年(?!{YEAR_NOT}|度)
  | (?=[{ERA_BEGINS}])(?P<era>{'|'.join(ERAS)})(?P<era_year>\d{{1,3}}|[{DIG}十百]{{1,4}}|元)年
  | (?P<yword>今年度?|本年度?|去年度?|上年度?|大前年|前年|明年度?|来年|下年度?|大后年|后年|当年|同年|次年|翌年|这一年|是年(?=[\d{DIG}十，,春夏秋冬]))
      (?![级轻龄纪均产收销利处纳])
  | (?P<season_year>[今去明])(?=[春夏秋冬])
"""
MONTH = rf"""
    (?P<leap>闰)?(?P<month>{N12}|正|腊)(?:\x20?月份?(?!球|饼|光|亮|薪|租|季花|嫂|坛|经|票|底线|天|派(?![员人出往驻遣代])|龄|星|[一两二三四五几][次回场])|(?=(?:{JOIN}|[、和及与]){N12}\x20?月(?!子)))
  | (?P<mword>上上个?月|下下个?月|本月|当月|同月|这个月|上一?个?月|下一?个?月|次月|翌月)(?!球|饼|光|亮|薪|台|子)
  | 第(?P<nth_month>{N9})个月 | (?P<first_month>首)月
"""
DAY = rf"""
    (?P<day>{N31})(?:\x20?[日号]|(?={JOIN}{N31}\x20?[日号](?!线|楼))|(?=(?:[、和及与]\x20?(?:[12]\d|3[01]|0?[1-9]|廿[一二三四五六七八九])){{1,6}}\x20?日(?!内|以内|之内|间|游|本|均|常)))
  | (?P<lunar_day>初[一二三四五六七八九十]|廿[一二三四五六七八九]|大年三十|(?:(?<=[正腊]月)|(?(lunar)|(?!)))[二三]?十[一二三四五六七八九]?)
  | (?P<xun>(?:上中|中下|[上中下])旬)
  | (?P<mpart>月?[初底末]|月中|伊始)(?!薪|中|一|二|三|步|次|级|期|衷|心|始|创|审|赛|露|选|试|诊|稿|衔|见|尝|现|端|梢|尾)
  | (?P<mhalf>[上下]半月)
  | (?P<mfirst>前|后|最后)\x20?(?P<mdays>\d{{1,2}}|{N9}|十)\x20?(?P<mdunit>天|周)
  | 的?第(?P<week>[一二三四五1-5])(?:个?(?:周|星期|礼拜)(?P<week_day>{WEEKDAY})?)
  | 的?最后一?个(?:周|星期|礼拜)(?P<last_day>{WEEKDAY})
  | (?P<bare>[12]\d|3[01]|[1-9]|[二三]?十[一二三四五六七八九]?)(?={JOIN}{N12}\x20?月|$|[，。,;；、\n])
"""
WITHIN = rf"""
    (?:的?第)?(?P<quarter>[一二三四1-4])\x20?季度(?P<qpart>初|末)? | (?P<first_quarter>首)季度? | [Qq](?P<q>[1-4])(?:季度|(?![A-Za-z0-9_]))
  | (?P<qword>本|上上|下下|上一?个?|下一?个?|这个|当)季度?(?!节|度假)(?P<qwpart>初|末)?
  | [前头首](?P<quarters>[一二两三四1-4])个?季度?(?!节|稻|豆) | [后末](?P<last_quarters>[一二两三四1-4])个?季度
  | (?P<half>上|下|前|后|头)半年
  | 的?(?P<mside>前|头|首|后|最后)\x20?(?P<nmonths>{N9})\x20?个?月(?!薪)
  | 的?[初早仲盛暮深隆寒]?(?P<season>[春夏秋冬])(?:[季天])?(?!运|晚|节|训|捕|耕|游|招|粮|播|茶|装|令|收|储|泳|奥|种|灌|雨|分|至|笋|药|闱|[季天])
  | 的?(?P<year_day>第一|最后一)天
  | 的?(?:第(?P<year_week>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})|(?P<last_week>最后一))个?(?:周|星期|礼拜)(?P<year_weekday>{WEEKDAY})?
  | (?P<ypart>年?[初底末]|(?:年?终|年中)(?!工作(?:会|总结|推进)|总结|述职|考核|盘点|大促)|年伊始|伊始|岁末|岁初|年头)
      (?![一二三四五六七八九十中步次级期衷心始创审赛露选试稿奖止结生于端了面身])
"""
TAIL = pattern(
    rf"""
    (?:\x20?[(（]?(?:周|星期|礼拜){WEEKDAY}[)）]?)?
    (?:\x20?T?(?:(?P<noon>{PART_OF_DAY})(?![{HAN}]?(?:会|稻|餐|报|高峰|班|宴|期|年|在|些|就|已|稍))|(?=\d{{1,2}}[:：]|[\d零十一二三四五六七八九两]{{1,3}}[时点](?![{HAN}]?代)))
      (?:\x20?(?P<hour>[01]?\d|2[0-4]|[零一二两三四五六七八九]|二?十[一二三四五六七八九]?)(?:[:：](?P<minute>[0-5]\d)(?:[:：](?P<second>[0-5]\d))?
        |[时点](?!代|意见|建议|要求)(?:(?P<spoken>[0-5]?\d|[一二三四五]?十[一二三四五六七八九]?|零?[一二三四五六七八九])分|(?P<past>半|整|[一二三]刻))?(?:许|左右)?))?)?""",
    re.VERBOSE,
)
# What TAIL begins with where it matches anything: behind most days a comma or a word stands.
TAIL_BEGINS = frozenset(" (（周星礼T上下中晚傍凌清早晨夜深当午0123456789零一二三四五六七八九十两")

# 论坛昨开幕, 昨上午: what stands behind a 昨 without 日 in papers of Hong Kong and Macau.
ACTS = "午|[上下]午|[开闭]幕|举[行办]|召开|出席|[在于起假]|宣布|公布|发布|回应|表示|指出|透露|会见|抵达|登场"
# 论坛今登场, 展览今起开放: what stands behind a 今 without 日 in titles.
NOW = "登场|[开闭揭启]幕|举行|启动|起(?![来伏码步点])"
POINT = pattern(
    rf"""
    (?P<iso_year>[12]\d{{3}})(?P<separator>[-/.])(?P<iso_month>0?[1-9]|1[0-2])(?P=separator)(?P<iso_day>[12]\d|3[01]|0?[1-9])(?!\d)(?:[T\x20]?(?P<iso_hour>[01]\d|2[0-3]):(?P<iso_minute>[0-5]\d)(?::(?P<iso_second>[0-5]\d))?)?
  | (?P<iso_year2>(?:19|20)\d\d)[-/.](?P<iso_month2>0[1-9]|1[0-2])(?:(?![\d.\-/]*\d)|(?={JOIN}(?:19|20)\d\d[-/.](?:0[1-9]|1[0-2])(?!\d)))
  | (?P<dmy_day>1[3-9]|2\d|3[01])[./-](?P<dmy_month>0?[1-9]|1[0-2])[./-](?P<dmy_year>(?:19|20)\d\d)(?!\d)
  | (?P<quote>[“"])?(?<![{DIG}])(?P<plan>十[一二三四五六]?|[{DIG}](?=五[”"]?(?:期间|时期|末)))五
      (?(quote)[”"]|(?=期[间末]|时期|末|以来|开局|收官))(?!\x20?(?:规划|纲要|发展规划|计划))(?P<plan_part>期间|时期|期?末期?|初期?)?
  | (?P<entered>(?<=[进跨迈步]入))?(?:(?P<century>\d{{1,2}}|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九])世纪|(?P<cword>上个?|本)世纪)
      (?:(?P<cdecade>\d0|[一二三四五六七八九]{{1,2}}十)年代|(?P<cpart>初|末|中叶)|(?=[，。,、])|(?(entered)|(?!)))(?P<dpart>初|末|中期|后期|前期)?
  | (?<![\d一二三四五六七八九十])(?P<decade>(?:1[89]|20)?[0-9]0|[二三四五六七八九]十)年代(?P<dpart2>初|末|中期|后期|前期)?
  | (?P<told>[昨今明])\x20?[(（]\x20?(?P<told_day>{N31})\x20?(?:[)）]\x20?[日号]|[日号]\x20?[)）])
  | (?P<told_in>[今去明])\x20?[(（]\x20?(?P<told_year>\d{{2,4}})\x20?[)）]\x20?年
  | (?P<pair>昨今|今明|明后)两[天日]
  | (?P<opened>(?<=[开启揭]幕)当[天日])
  | (?P<dword>大大前天|大大后天|大前天|大后天|前天(?![气然津])|昨[天日]|今[天日](?!头条)|明[天日](?!报|系|集团)|后天(?![制气然津])
      |前日|当[天日]|次日|翌日|(?<!届)同日(?![军本])|本日|即日|[今明昨](?=[晚晨早夜])|昨(?={ACTS})|(?<![至如当迄古而从于到])今(?={NOW}))
  | (?P<wword>上上|下下|本|这|上|下)一?个?{WEEK}(?:的?{WEEK}(?={WEEKDAY}))?(?P<wday>{WEEKDAY})?(?![年围边密])
  | (?P<bare_year>(?<=从)(?:19|20)\d\d(?={JOIN}(?:19|20)\d\d(?!\d|\x20?年))|(?:19|20)\d\d(?=\x20?[–—~-]\x20?(?:19|20)\d\d(?![\d.\-/{HAN}]))
      |(?:(?<=[到至–—~-])|(?<=[–—~-]\x20))(?:19|20)\d\d(?![\d.\-/]|\x20?[年月]))
  | {WEEK}(?P<weekday>{WEEKDAY})(?![一二三四五六七八九十年围边])
  | (?:{YEAR})?
    (?:(?:(?<=[年度])[,，\x20的]\x20?)?(?P<lunar>农历|阴历)?(?:{MONTH})(?:的?\x20?(?:{DAY}))?
      |\x20?(?:{WITHIN})
      |(?<=年)的?(?P<same_day>今[天日])
      |\x20?的?(?P<holiday>{HOLIDAY})
      |(?:{DAY.replace("?P<", "?P<only_")})
      |(?<=年)(?P<inside>内)(?!外|部|的|容|地|蒙|阁)
    )?
    """,
    re.VERBOSE,
)

# What most dates are, 2024年10月16日, 10月16日 and 16日, and 2024年10月, 10月 and 2024年 before a character that no part of a date
# begins with: POINT reads them alike, but tries all else before.
PARTS = (
    f"[{DIG}0-9 的度份闰正腊十廿卅初大上中下旬月年岁底末终伊前后头第最首本当同这次翌今早仲盛暮深隆寒春夏秋冬季内Qq"
    "级代龄薪均产检轮版糕画鉴货夜来间期以多余几球饼光亮租嫂坛经票天派星两]"
    rf"|[,，]\x20?[0-9{DIG}十正腊闰农阴上下本当同这次翌第首]|{'|'.join(sorted({re.escape(name[:2]) for name in HOLIDAYS}))}"
)
PLAIN_DATE = pattern(
    rf"(?:(?P<year>[12]\d{{3}})年)?(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12]\d|3[01]|0?[1-9])日|(?!{PARTS}))|(?(year)(?!{PARTS})|(?!)))"
    r"|(?P<only_day>[12]\d|3[01]|0?[1-9])日"
)

# Where a point may begin: a character and what must follow it. 国 is one only before 庆: 国际 and 国家 stand in every line.
STARTS: tuple[tuple[str, str], ...] = (
    # The first of the figures of a number; figures stand first because most points begin with one.
    (
        "0123456789",
        # A dot is of a day where another follows (2024.10.16) or a year stands before it (2024.10), or of a list: 1.2022年.
        # Other figures with one are decimals.
        r"(?:(?<![\d.A-Za-z][0-9])|(?<=\d\.[12])(?=[90]\d\d年))\d{0,3}+\x20?(?:[年月日号季世\-/—–~至到、和及与ー点]|\.(?:\d\d?\.|(?<=20\d\d.)|(?<=19\d\d.))"
        r"|[上下]半年|第?[一二三四]季|前[一二三]季|[Qq][1-4]|全年|[两三四五]年)",
    ),
    # 十一届 and 二十多 are none: a word of the calendar, a range, a list or the times of a plan (十四五期间) follows.
    (f"{DIG}两十廿正腊", f"[年月日号季世至到—]|[{DIG}十百千]{{1,5}}\\x20?[年月日号季世至到—–\\-ー~～〜―、和及与期时末以开收]"),
    ("今去明昨", rf"[年天日晚晨早夜春夏秋冬]|{ACTS}|{NOW}|[今明后]两|\x20?[(（]\x20?[\d{DIG}十廿]"),
    ("大", "[前后大年][前后年天三初]"),
    ("前后头", r"[年天日\d一二两三四五六七八九十半]|头"),
    ("上下本这当同次翌来", "[年月日天一二个半周星礼季上下世旬]"),
    ("“\"", f"(?:十[一二三四五六]?|[{DIG}])五"),
    ("公西", "元"),
    ("农阴", "历"),
    ("闰", f"[{DIG}十]"),
    ("是", f"年[\\d{DIG}十，,春夏秋冬]"),
    ("第", "[一二三四1-4][季个]"),
    ("Qq", "[1-4]"),
    ("首", "[季月\\d一二两三四五六七八九十]"),
    ("年月", "[初底末终中头]"),
    ("岁", "[末初]"),
    ("初", "[一二三四五六七八九十]"),
    ("周", WEEKDAY),
    ("星", "期"),
    ("礼", "拜"),
    ("即", "日"),
    ("最", r"后[一二三四五六\d]个"),
)
# 国庆 and 建安: what these begin with stands in every line, so a text that has none of the names is searched without them.
NAMES: tuple[tuple[str, str], ...] = tuple((name[0], re.escape(name[1:3])) for name in (*HOLIDAYS, *ERAS))


def _trigger(starts: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Return one alternative a character: a pattern whose branches all begin with a literal is looked for fastest."""
    follows: dict[str, list[str]] = {}
    for characters, following in starts:
        for character in characters:
            follows.setdefault(character, []).append(following)
    return pattern("|".join(f"{character}(?={'|'.join(dict.fromkeys(options))})" for character, options in follows.items()))


TRIGGER = _trigger((*STARTS, *NAMES))
PLAIN = _trigger(STARTS)


@cache
def _names() -> daachorse.CharwiseDoubleArrayAhoCorasick:
    return daachorse.CharwiseDoubleArrayAhoCorasick([*HOLIDAYS, *ERAS])


def trigger(chars: str) -> re.Pattern[str]:
    """Return the pattern for where a point may begin in a text."""
    return TRIGGER if _names().find(chars) else PLAIN
