"""Sheets that departments really published, shortened to some of their rows; figures as printed."""

from scoring.published.reading import SheetUnreadable, read_sheet

# 永德县明朗中学 2022: sign, value and unit in columns of their own, amounts in 元.
YUNNAN = """\
title: 2022年度项目支出绩效自评表 (公开14表) 义务教育营养改善计划专项资金
year: 2022
department: 永德县教育体育局 / 永德县明朗中学
region: 云南省临沧市永德县
published_at: null
kind: project
subject: 义务教育营养改善计划专项资金
money_unit: 元
layout: 云南式
funds:
- label: 年度资金总额
  annual_budget: '387664.62'
  executed: '387664.62'
  points: '10'
  rate: 100%
  score: '10'
- label: 其中：当年财政拨款
  annual_budget: '387664.62'
  executed: '387664.62'
indicators:
- level1: 产出指标
  level2: 数量指标
  level3: 学生受资助人数
  nature: ≧
  value: '735'
  unit: 人次
  target: ≧735人次
  actual: '735'
  points: '10'
  score: '10'
- level1: 效益指标
  level2: 社会效益指标
  level3: 政策知晓率
  nature: ═
  value: '100'
  unit: '%'
  target: ═100%
  actual: 98%
  points: '10'
  score: '9'
total_points_printed: 100
total_printed: '96'
notes:
- 'Operators printed as look-alikes.'
"""

# 萧县 2023: 其中 rows without points.
ANHUI = """\
title: 绩效目标自评表 (2023年度) 河西村特色种养补贴到户项目
year: 2023
kind: project
money_unit: 万元
funds:
- label: '年度资金总额:'
  annual_budget: '9.48'
  executed: '9.48'
  points: '10'
  rate: 100%
  score: '10'
block_points:
  产出指标: '50'
  效益指标: '30'
indicators:
- level1: 产出指标
  level3: ★补助各类瓜果蔬菜种植面积
  target: 29.5亩
  actual: 29.5亩
  points: '20'
  score: '20'
- level1: 产出指标
  level3: 其中桃树种植面积
  target: 1.5亩
  actual: 1.5亩
"""

# 青神县 2023: an unfilled sheet, '/' in the sub-row.
SICHUAN = """\
kind: project
year: 2023
money_unit: 万元
funds:
- label: 总额
  initial_budget: '238.93'
  annual_budget: '251.89'
  executed: '251.89'
  points: '10'
  rate: 100.00%
- label: 其中:财政资金
  initial_budget: '238.93'
  annual_budget: '251.89'
  executed: '251.89'
  points: /
  rate: 100.00%
  score: /
- label: 单位资金
  initial_budget: '0.0'
  rate: 0.00%
indicators:
- level1: 产出指标
  level3: 发放(缴纳)覆盖率
  target: =100%
  actual: ''
  points: '60'
"""

SMALL = "kind: project\nindicators:\n- level3: 讲座\n  points: 10\n  score: 9.90\n"


def read(tmp_path, data, name="sheet.yaml"):
    """The sheet in a file that holds `data`, a text or bytes."""
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_sheet(path)


def refusal(tmp_path, data):
    """The refusal of a file that holds `data`, None when it is read."""
    try:
        read(tmp_path, data)
    except SheetUnreadable as refused:
        return refused
    return None


def faults(tmp_path, data):
    """Line and key of every fault, in order."""
    refused = refusal(tmp_path, data)
    return [(fault.line, fault.key) for fault in refused.faults] if refused else []
