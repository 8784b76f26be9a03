"""Measure the search for near copies: candidates side by side, and the rules on documents of 10,000 to 100,000 rows.

    python bench/copies.py                      # the rules, and the stars they rest on
    python bench/copies.py --candidates 10000   # libraries compared, those that are installed

The texts are made of parts of eight fields of public spending, seeded. A part of them is planted as copies of others:
`number` changes figures only, `light` changes one word, `medium` three. Recall counts planted pairs that are still
alike by 0.8. Seconds are of one core,
each figure of a process of its own.
"""

# ruff: noqa: PLC0415 - each process imports only what it measures

import argparse
import itertools
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

FIELDS = [
    (
        "农村公路 县乡道路 通村道路 桥梁涵洞 交通标志 排水边沟 路灯 公交站点 客运班线 渡口码头",
        "养护 维修 改造 新建 巡查 检测",
        "公里 处 座",
    ),
    (
        "义务教育学校 乡镇幼儿园 校舍 教学设备 学生食堂 塑胶操场 实验室 骨干教师 寄宿生 校车",
        "维修 采购 改造 配备 培训 检查",
        "所 间 套",
    ),
    (
        "乡镇卫生院 村卫生室 家庭医生 常规疫苗 慢性病患者 孕产妇 急救站点 医疗设备 传染病 乡村医生",
        "补助 签约 接种 随访 筛查 建设",
        "个 人次 支",
    ),
    (
        "饮水工程 灌溉渠道 小型水库 山洪沟 中小河道 泵站 堤防 水质监测点 移民村 淤地坝",
        "除险加固 清淤 维护 巡检 治理 监测",
        "处 公里 座",
    ),
    (
        "高标准农田 动物疫病 农业技术 农机具 粮食作物 果园 农产品 种畜场 温室大棚 合作社",
        "建设 防控 示范 补贴 保险 抽检",
        "亩 台 批次",
    ),
    (
        "治安监控 辅警队伍 禁毒宣传 户籍窗口 交通安全 执法装备 积压案件 反诈预警 看守场所 警务站",
        "维护 保障 开展 升级 整治 更新",
        "个 人 次",
    ),
    (
        "污水处理站 大气监测站 生活垃圾 农作物秸秆 人居环境 危险废物 公益林木 湿地 矿山 噪声源",
        "运行 转运 禁烧 整治 处置 管护",
        "吨 座 亩",
    ),
    (
        "困难群众 残疾人 留守儿童 养老服务机构 低保对象 退役军人 孤儿 高龄老人 流浪人员 社会组织",
        "救助 康复 关爱 补贴 慰问 安置",
        "人 户 人次",
    ),
]
PARTS = {
    "lead": (
        "按照年度计划 根据工作安排 结合本地实际 依托现有力量 通过公开招标 采取购买服务方式 在规定时间内 "
        "统筹各类资金 经集体研究 由专业机构"
    ),
    "end": (
        "保障群众正常生产生活 提高公共服务能力 改善群众生活条件 消除安全隐患 促进产业持续发展 "
        "保证资金专款专用 提升管理水平 减轻群众负担 形成长效管护机制 确保各项任务如期完成 增强群众获得感 "
        "带动农民增收 巩固脱贫成果 维护社会和谐稳定 优化营商环境 补齐基础设施短板"
    ),
    "quality": (
        "合格率达到{p}%以上 验收一次通过 台账资料齐全完整 按月公开进度 接受社会监督 全年不发生责任事故 "
        "及时率不低于{p}% 覆盖所有行政村 群众投诉逐件回复 设备完好率达到{p}% 档案一户一册 "
        "误差控制在{p}以内"
    ),
    "kind": ("符合条件的 建档立卡的 登记在册的 新增的 排查发现的 列入名录的 年龄较大的 急需的"),
    "how": ("按季统计 年底核定 实地核查 逐户登记 抽样调查 以验收单为准 以系统数据为准 委托审计"),
    "who": ("业务股室 乡镇政府 第三方机构 主管部门 村民委员会 项目监理"),
    "figure": ("数量 比例 人数 情况 面积 频次 金额 时长"),
}
PARTS = {name: text.split() for name, text in PARTS.items()}
PLACES = (
    "城关 河东 北山 南川 高新 老城 沿湖 东部 西城 开发 石桥 大营 双井 白杨 红旗 新民 柳林 清水 金沟 "
    "龙泉 黄土 永安 太平 青龙 三河 平原"
)
HEADS = PLACES.split()
TAILS = ["镇", "乡", "片区", "流域", "街道", "各村", "新区", "林场"]
FORMS = [
    "{lead}，完成{place}{thing}{verb}{n}{unit}，{end}",
    "反映{place}{thing}{verb}后由{who}{how}的{figure}，{quality}",
    "{verb}{thing}{n}{unit}，{quality}，{end}",
    "{place}{thing}{verb}项目{quality}，{lead}推进{thing2}{verb2}，{end}",
    "为{place}{kind}{thing}落实{verb}资金{n}万元，{quality}",
    "{who}{lead}对{kind}{thing}开展{verb}，{how}，{end}",
]
EDITS = 0.12


def fresh(made: random.Random) -> str:
    """Return a text of one field."""
    things, verbs, units = (one.split() for one in made.choice(FIELDS))
    words = {name: made.choice(some) for name, some in PARTS.items()}
    words |= {
        "thing": made.choice(things), "thing2": made.choice(things), "verb": made.choice(verbs),
        "verb2": made.choice(verbs), "unit": made.choice(units), "n": str(made.randint(2, 900)),
        "place": made.choice(HEADS) + made.choice(TAILS),
    }  # fmt: skip
    words["quality"] = words["quality"].format(p=made.randint(80, 99))
    return made.choice(FORMS).format(**words)


THINGS = sorted({thing for things, _, _ in FIELDS for thing in things.split()})


def light(text: str, made: random.Random) -> str:
    """Change one word, or put one in."""
    for word in made.sample(THINGS, len(THINGS)):
        if word in text:
            return text.replace(word, made.choice(THINGS), 1)
    at = made.randrange(len(text) - 1)
    return text[:at] + made.choice(("全县", "有关", "进一步", "切实")) + text[at:]


def medium(text: str, made: random.Random) -> str:
    """Change three words."""
    edited = light(light(text, made), made)
    at = made.randrange(len(edited) - 1)
    return edited[:at] + made.choice(("的", "和", "等", "全县", "及时")) + edited[at:]


def number(text: str, made: random.Random) -> str:
    """Change the figures."""
    return re.sub(r"[0-9]+", lambda _: str(made.randint(2, 999)), text)


KINDS: dict[str, Callable[[str, random.Random], str]] = {"number": number, "light": light, "medium": medium}


def texts(count: int, seed: int = 2026) -> tuple[list[str], list[tuple[str, int, int]]]:
    """Return texts, masked, and the planted copies: kind and the indices of both."""
    made = random.Random(seed)
    found: list[str] = []
    planted: list[tuple[str, int, int]] = []
    while len(found) < count:
        found.append(fresh(made))
        if made.random() < EDITS:
            kind = made.choice(list(KINDS))
            planted.append((kind, len(found) - 1, len(found)))
            found.append(KINDS[kind](found[-1], made))
    return [re.sub(r"\W", "", re.sub(r"[0-9]+", "0", one)) for one in found], planted


def documents(rows: int, seed: int = 2026) -> Iterator[dict[str, object]]:
    """Yield documents of ten tables of seven rows and two goals; some tables and goals are copies of earlier ones."""
    made = random.Random(seed)
    before: list[dict[str, object]] = []
    for which in range(-(-rows // 70)):
        tables = []
        for _ in range(10):
            table = _edited(made.choice(before), made) if before and made.random() < 0.2 else _table(made)
            before.append(table)
            tables.append(table)
        unit = f"{HEADS[which % len(HEADS)]}县{('交通', '教育', '水利', '民政')[which % 4]}局"
        yield {"path": f"{which}.yaml", "format": "yaml", "unit": unit, "year": 2024 + which % 3, "tables": tables}


def _table(made: random.Random) -> dict[str, object]:
    things, verbs, _ = (one.split() for one in made.choice(FIELDS))
    thing = made.choice(things)
    rows = []
    for level in ("数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "可持续影响指标"):
        name = f"{made.choice(HEADS)}{thing}{made.choice(verbs)}{made.choice(PARTS['figure'])}"
        rows.append({"level2": level, "name": name, "description": fresh(made), "value": f"≥{made.randint(2, 900)}个"})
    rows.append(
        {"level2": "服务对象满意度指标", "name": "群众满意度", "description": "调查满意的比例", "value": "≥95%"}
    )
    return {
        "project": f"{made.choice(HEADS)}{thing}{made.choice(verbs)}专项资金",
        "goals": [{"text": f"1.{fresh(made)}"}, {"text": f"2.{fresh(made)}"}],
        "indicators": rows,
        "columns": ["level2", "name", "description", "value"],
        "parts": ["project", "goals"],
    }


def _edited(table: dict[str, object], made: random.Random) -> dict[str, object]:
    edit = made.choice([lambda text, _: text, *KINDS.values()])
    rows = [{**row, "name": edit(row["name"], made)} if made.random() < 0.3 else row for row in table["indicators"]]
    goals = [{"text": edit(goal["text"], made)} for goal in table["goals"]]
    return {**table, "project": _table(made)["project"], "indicators": rows, "goals": goals}


Pairs = set[tuple[int, int]]


def _pairs_of(text: str) -> list[str]:
    return list({text[at : at + 2] for at in range(len(text) - 1)})


def _in_bands(signatures: list[list[int]], bands: int, width: int) -> Pairs:
    found: Pairs = set()
    for start in range(0, bands * width, width):
        alike: dict[tuple[int, ...], list[int]] = {}
        for at, signature in enumerate(signatures):
            alike.setdefault(tuple(signature[start : start + width]), []).append(at)
        for some in alike.values():
            found.update(itertools.combinations(some[:300], 2))
    return found


def rensa(some: list[str]) -> Pairs:
    """Signatures by rensa, bands in Python: what kpilint does, without stars."""
    from rensa import RMinHash

    return _in_bands(RMinHash.digests_from_token_sets([_pairs_of(one) for one in some], 128, 1), 32, 4)


def rensa_c(some: list[str]) -> Pairs:
    """The same with C-MinHash."""
    from rensa import CMinHash

    return _in_bands(CMinHash.digests_from_token_sets([_pairs_of(one) for one in some], 128, 1), 32, 4)


def datasketch(some: list[str]) -> Pairs:
    """Signatures and bands by datasketch."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(params=(32, 4), num_perm=128)
    found: Pairs = set()
    sets = [[pair.encode() for pair in _pairs_of(one)] for one in some]
    for at, signature in enumerate(MinHash.bulk(sets, num_perm=128, seed=1)):
        found.update((before, at) for before in index.query(signature))
        index.insert(at, signature)
    return found


def numpy(some: list[str]) -> Pairs:
    """MinHash by hand."""
    import zlib

    import numpy as np

    made = np.random.default_rng(1)
    prime = np.uint64((1 << 31) - 1)
    times, plus = (made.integers(1, (1 << 31) - 1, 128, dtype=np.uint64) for _ in range(2))
    signatures = []
    for one in some:
        hashed = np.fromiter((zlib.crc32(pair.encode()) for pair in _pairs_of(one)), dtype=np.uint64) % prime
        signatures.append(((hashed[:, None] * times + plus) % prime).min(0))
    return _in_bands([one.tolist() for one in signatures], 32, 4)


def gaoya(some: list[str]) -> Pairs:
    """Signatures, bands and a first check by gaoya."""
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(32, 0.3, 32, 4, None, "char", False, (2, 2))
    found: Pairs = set()
    for at, one in enumerate(some):
        found.update((before, at) for before in index.query(one))
        index.insert_document(at, one)
    return found


def sparse_dot_topn(some: list[str]) -> Pairs:
    """Cosine of weighted pairs of characters, the best 20 of each text."""
    import numpy as np
    import scipy.sparse as sp
    from sparse_dot_topn import sp_matmul_topn

    numbers: dict[str, int] = {}
    cells = [(at, numbers.setdefault(pair, len(numbers))) for at, one in enumerate(some) for pair in _pairs_of(one)]
    rows, columns = zip(*cells, strict=True)
    counts = sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(some), len(numbers)))
    weighted = counts @ sp.diags(np.log(len(some) / np.bincount(columns)))
    normal = (sp.diags(1 / np.sqrt(weighted.multiply(weighted).sum(1)).A1) @ weighted).tocsr()
    best = sp_matmul_topn(normal, normal.T.tocsr(), top_n=20, threshold=0.5).tocoo()
    return {(int(one), int(other)) for one, other in zip(best.row, best.col, strict=True) if one < other}


def rapidfuzz(some: list[str]) -> Pairs:
    """Each with each: the truth, and quadratic."""
    import numpy as np
    from rapidfuzz import fuzz, process

    found: Pairs = set()
    for start in range(0, len(some), 1000):
        part = some[start : start + 1000]
        alike = process.cdist(part, some, scorer=fuzz.ratio, score_cutoff=80, workers=1, dtype=np.uint8)
        found.update((int(one) + start, int(other)) for one, other in zip(*alike.nonzero(), strict=True))
    return {(one, other) for one, other in found if one < other}


def stars(some: list[str]) -> Pairs:
    """Clusters as kpilint makes them: pairs of a member with its centre, and of members."""
    from kpilint.similar import stars as find

    at = {text: number for number, text in enumerate(some)}
    return {
        (min(at[one], at[other]), max(at[one], at[other]))
        for star in find(some)
        for one, other in itertools.combinations(star.members, 2)
    }


CANDIDATES = {
    one.__name__: one for one in (rensa, rensa_c, datasketch, numpy, gaoya, sparse_dot_topn, rapidfuzz, stars)
}


def measure_candidate(name: str, count: int) -> str:
    """Return seconds, precision of the candidate pairs and recall by kind."""
    from rapidfuzz import fuzz

    some, planted = texts(count)
    distinct = list(dict.fromkeys(some))
    at = {text: number for number, text in enumerate(distinct)}
    begun = time.process_time()
    found = CANDIDATES[name](distinct)
    seconds = time.process_time() - begun
    right = sum(fuzz.ratio(distinct[one], distinct[other], score_cutoff=80) > 0 for one, other in found)
    shown = {number for pair in found for number in pair}
    recall: dict[str, list[bool]] = {}
    told: dict[str, list[bool]] = {}
    for kind, one, other in planted:
        if fuzz.ratio(some[one], some[other]) >= 80:
            pair = sorted((at[some[one]], at[some[other]]))
            same = pair[0] == pair[1]
            recall.setdefault(kind, []).append(same or tuple(pair) in found)
            told.setdefault(kind, []).append(same or shown.issuperset(pair))
    figures = "  ".join(
        f"{kind} {sum(recall[kind]) / len(recall[kind]):.3f} ({sum(told[kind]) / len(told[kind]):.3f} told)"
        for kind in KINDS
    )
    return (
        f"{name:16} {len(distinct):7,} texts  {seconds:6.1f} s  {len(found):9,} pairs  "
        f"right {right / max(1, len(found)):.3f}  {figures}"
    )


def measure_rules(rows: int) -> str:
    """Return seconds and findings of all rules of the family on documents of so many rows."""
    import importlib
    import pkgutil

    import msgspec
    import yaml

    import kpilint.rules.boilerplate as family
    from kpilint import knowledge
    from kpilint.engine import Engine
    from kpilint.model import Document
    from kpilint.rule import Rule

    loaded = yaml.safe_load((knowledge.shipped_folder() / "boilerplate" / "ruleset.yaml").read_text("utf-8"))
    modules = (
        importlib.import_module(f"{family.__name__}.{one.name}") for one in pkgutil.iter_modules(family.__path__)
    )
    rules = [
        one.bind(loaded["options"]) for module in modules for one in vars(module).values() if isinstance(one, Rule)
    ]
    many = msgspec.convert(list(documents(rows)), list[Document])
    before = _peak()
    begun = time.process_time()
    checked = Engine(rules).check(many)
    seconds = time.process_time() - begun
    counts: dict[str, int] = {}
    for one in checked:
        for found in (*one.findings, *(each for table in one.tables for each in table.findings)):
            counts[found.seen.rule] = counts.get(found.seen.rule, 0) + 1
    total = sum(len(table.indicators) for one in many for table in one.tables)
    return f"rules {total:7,} rows  {len(many):5,} documents  {seconds:6.1f} s  {before} → {_peak()} MiB  {counts}"


def measure_stars(count: int) -> str:
    """Return seconds and memory of the clusters alone."""
    from kpilint.similar import stars as find

    some, _ = texts(count)
    before = _peak()
    begun = time.process_time()
    found = find(some)
    seconds = time.process_time() - begun
    memory = f"{before} → {_peak()} MiB"
    return f"stars {count:7,} texts  {len(set(some)):7,} distinct  {seconds:6.1f} s  {memory}  {len(found):,} found"


def _peak() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main() -> None:
    """Measure what the command line asks for, each figure in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="*", default=[10_000, 30_000, 100_000])
    parser.add_argument("--candidates", type=int, metavar="TEXTS", help="compare libraries on so many texts")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        name, count = asked.one[0], int(asked.one[1])
        single = {"rules": measure_rules, "stars.": measure_stars}
        print(single[name](count) if name in single else measure_candidate(name, count), flush=True)
        return
    jobs = (
        [(name, asked.candidates) for name in CANDIDATES]
        if asked.candidates
        else [(name, rows) for name in ("stars.", "rules") for rows in asked.rows]
    )
    for name, count in jobs:
        done = subprocess.run(
            [sys.executable, __file__, "--one", name, str(count)], capture_output=True, text=True, check=False
        )
        print(done.stdout.strip() or f"{name}: {done.stderr.strip().rpartition(chr(10))[2]}", flush=True)


if __name__ == "__main__":
    main()
