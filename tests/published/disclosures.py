"""One disclosure written in both formats: 焦作市科学技术协会, final accounts of 2021, shortened."""

KEYED = """\
document:
  title: 焦作市科学技术协会部门决算（2021年度）
  unit_name: 焦作市科学技术协会
  year: '2021'
  kind: 决算
  money_unit: 万元
forms:
  - {form: 公开01表, title: 收入支出决算总表, role: income_expenditure,
     columns: [收入/项目, 收入/行次, 收入/金额, 支出/项目, 支出/行次, 支出/金额]}
  - {form: 公开03表, title: 支出决算表, role: expenditure_by_function,
     columns: [项目/功能分类科目编码, 项目/科目名称, 本年支出合计, 基本支出, 项目支出, 经营支出]}
  - form: 公开06表
    title: 一般公共预算财政拨款基本支出决算表
    role: basic_by_economic
    columns: [人员经费/科目编码, 人员经费/科目名称, 人员经费/决算数, 公用经费/科目编码,
              公用经费/科目名称, 公用经费/决算数, 公用经费/科目编码, 公用经费/科目名称,
              公用经费/决算数]
  - {form: 公开07表, title: “三公”经费支出决算表, role: three_public,
     columns: [预算数/合计, 预算数/公务接待费, 决算数/合计, 决算数/公务接待费]}
  - {form: 公开08表, title: 政府性基金收入支出决算表, role: government_fund,
     columns: [项目/功能分类科目编码, 项目/科目名称, 本年收入]}
budget_tables:
  income_expenditure:
    form: 公开01表
    line: 52
    income:
      - {item: 一、财政拨款收入, row: '1', amount: '220.25'}
      - {item: 本年收入合计, row: '27', amount: '225.94'}
      - {item: 年初结转和结余, row: '29', amount: '103.49'}
    expenditure:
      - {item: 一、一般公共服务支出, row: '32', amount: null}
      - {item: 二、外交支出, row: '33', amount: null}
      - {item: 本年支出合计, row: '58', amount: '329.22'}
      - {item: 年末结转和结余, row: '60', amount: '0.21'}
  expenditure_by_function:
    form: 公开03表
    note: shortened
    rows:
      - {code: null, name: 合计, total: '329.22', basic: '194.18', project: '135.04'}
      - {code: '20607', name: 科学技术普及, total: '252.91', basic: null, project: null}
  basic_by_economic:
    form: 公开06表
    personnel:
      - {code: '301', name: 工资福利支出, amount: '130.74'}
      - {code: null, name: 人员经费合计, amount: '175.77'}
    public:
      - {code: '302', name: 商品和服务支出, amount: '18.41'}
      - {code: '30201', name: 办公费, amount: '1.53'}
      - {code: null, name: 公用经费合计, amount: '18.41'}
    public_other:
      - {code: '307', name: 债务利息支出, amount: null}
  three_public:
    form: 公开07表
    rows:
      - {which: 预算数, total: '4.1', reception: '0.6'}
      - {which: 决算数, total: '0.81', reception: '0.14'}
  government_fund:
    form: 公开08表
    rows:
      - {name: 合计}
  project_expenditure: null
  operating:
    form: null
    rows:
      - {name: 机关运行经费支出, total: '18.41'}
  assets:
    form: null
    total: '333.65'
    rows:
      - {item: 车辆, amount: '16.39'}
    counts:
      - {item: 车辆, count: 1辆}
narrative_figures:
  - {topic: 收、支总计较上年度增长, kind: growth, numerator: '8.22', denominator: '321.21',
     printed_percent: '2.56%', line: 730, note: denominator = 329.43 - 8.22}
  - {topic: 机关运行经费下降, kind: growth, numerator: '-1.29', denominator: '19.7',
     printed_percent: '6.55%', note: denominator = 18.41 + 1.29; printed as 下降}
  - {topic: 其他收入占收入合计, kind: share, numerator: '5.68', denominator: '225.94',
     printed_percent: '2.52%'}
  - {topic: 死亡抚恤（项）, kind: completion, numerator: '0.81', denominator: '0',
     printed_percent: null, note: base 0}
narrative_amounts:
  - {topic: 收入合计, total: '225.94', parts: {财政拨款收入: '220.25', 其他收入: '5.68'}, line: 738}
  - {topic: 项目绩效自评, total: null, parts: {自评金额: '131.42'}, line: 1005,
     note: 进行项目绩效自评8个（支出项目共9个）}
narrative_lists:
  - {topic: 公用经费, table: basic_by_economic, column: public, line: 885, items: [办公费, 差旅费]}
goals: null
self_evaluation:
  form: 部门（单位）整体绩效自评表
  funds:
    - {item: 部门预算总额, initial: '227.68', full_year: '225.94', executed: '329.22',
       points: '10', rate: '145.71%', score: '9.9'}
  goals:
    - {name: 目标1, heading: 强化思想引领, completion: 完成, line: 1068}
  tasks:
    - {name: 老科协工作, content: 开展科普报告会, completion: 完成}
  indicators:
    - {level1: 投入管理指标, level1_points: '30', level2: 绩效管理, level3: 评价结果应用率,
       target: '>=90%', formula: 采纳数/总数*100%, actual: '93', points: '2', score: '2'}
    - {level1: 产出指标, level1_points: '25', level2: 履职目标实现, level3: 实现率,
       target: '>=95%', formula: null, actual: '97', points: '3', score: '3', reason: 无}
  printed_total: '97.7'
  narrative:
    whole_self_evaluation_score: {text: 自评得分为 97.9 分, value: '97.9', line: 1013}
"""

LISTED = """\
document:
  title: 焦作市科学技术协会部门决算（2021年度）
  year: 2021
  kind: final
  money_unit: 万元
  unit_name: 焦作市科学技术协会
tables:
  - form: 公开01表
    title: 收入支出决算总表
    role: income_expenditure
    columns: [收入/项目, 收入/行次, 收入/金额, 支出/项目, 支出/行次, 支出/金额]
    rows:
      - [一、财政拨款收入, '1', '220.25', 一、一般公共服务支出, '32', null]
      - [null, null, null, 二、外交支出, '33', null]
      - [本年收入合计, '27', '225.94', 本年支出合计, '58', '329.22']
      - [年初结转和结余, '29', '103.49', 年末结转和结余, '60', '0.21']
  - form: 公开03表
    title: 支出决算表
    role: expenditure_by_function
    columns: [项目/功能分类科目编码, 项目/科目名称, 本年支出合计, 基本支出, 项目支出]
    rows:
      - [null, 合计, '329.22', '194.18', '135.04']
      - ['20607', 科学技术普及, '252.91', null, null]
  - form: 公开06表
    title: 一般公共预算财政拨款基本支出决算表
    role: basic_by_economic
    columns: [人员经费/科目编码, 人员经费/科目名称, 人员经费/决算数, 公用经费/科目编码,
              公用经费/科目名称, 公用经费/决算数,
              公用经费/科目编码（续）, 公用经费/科目名称（续）, 公用经费/决算数（续）]
    rows:
      - ['301', 工资福利支出, '130.74', '302', 商品和服务支出, '18.41', '307', 债务利息支出, null]
      - [null, null, null, '30201', 办公费, '1.53', null, null, null]
      - [null, 人员经费合计, '175.77', null, 公用经费合计, '18.41', null, null, null]
  - form: 公开07表
    title: “三公”经费支出决算表
    role: three_public
    columns: [预算数/合计, 预算数/公务接待费, 决算数/合计, 决算数/公务接待费]
    rows:
      - ['4.1', '0.6', '0.81', '0.14']
  - form: 公开08表
    title: 政府性基金收入支出决算表
    role: government_fund
    columns: [项目/科目名称]
    rows:
      - [合计]
  - form: null
    title: 机关（机构）运行经费
    role: operating
    columns: [项目, 金额]
    rows:
      - [机关运行经费支出, '18.41']
  - form: null
    title: 国有资产占用情况
    role: assets
    columns: [项目, 金额, 数量]
    rows:
      - [固定资产总额, '333.65', null]
      - [车辆, '16.39', null]
      - [车辆, null, 1辆]
  - form: null
    title: 正文所列比例
    role: narrative_figures
    columns: [口径, 类别, 分子, 分母, 印出百分比, 说明]
    rows:
      - [收、支总计较上年度增长, 增长, '8.22', '321.21', '2.56%', 基数为 329.43 − 8.22 推得]
      - [机关运行经费下降, 增长, '-1.29', '19.7', '6.55%', 基数为 18.41 ＋ 1.29 推得；原文写作下降]
      - [其他收入占收入合计, 占比, '5.68', '225.94', '2.52%', null]
      - [死亡抚恤（项）, 完成率, '0.81', '0', null, 基数为 0]
  - form: null
    title: 正文所列金额
    role: narrative_amounts
    columns: [口径, 项目, 金额]
    rows:
      - [收入合计, null, '225.94']
      - [收入合计, 财政拨款收入, '220.25']
      - [收入合计, 其他收入, '5.68']
      - [项目绩效自评, null, null]
      - [项目绩效自评, 自评金额, '131.42']
      - [项目绩效自评, 自评项目个数, 8个]
  - form: null
    title: 正文所列明细科目
    role: narrative_lists
    columns: [口径, 表, 列, 项目]
    rows:
      - [公用经费, 一般公共预算财政拨款基本支出决算表, 公用经费, 办公费]
      - [公用经费, 一般公共预算财政拨款基本支出决算表, 公用经费, 差旅费]
projects: []
whole_department:
  funds:
    - {label: 部门预算总额, initial: '227.68', annual: '225.94', part_of_total: false}
  goals:
    - {name: 目标1, content: 强化思想引领}
  tasks:
    - {name: 老科协工作, content: 开展科普报告会}
  indicators:
    - {level1: 投入管理指标, level1_points: '30', level2: 绩效管理, level3: 评价结果应用率,
       target: '>=90%', formula: 采纳数/总数*100%, points: '2'}
    - {level1: 产出指标, level1_points: '25', level2: 履职目标实现, level3: 实现率,
       target: '>=95%', formula: null, points: '3'}
self_evaluation:
  funds:
    - {label: 部门预算总额, initial: '227.68', annual: '225.94', executed: '329.22',
       points: '10', rate: '145.71%', score: '9.9'}
  goals: [完成]
  tasks: [完成]
  indicators:
    - {level3: 评价结果应用率, actual: '93', score: '2', reason: null}
    - {level3: 实现率, actual: '97', score: '3', reason: 无}
  printed_total: '97.7'
  narrative_total: '97.9'
"""

# 张家口市科学技术协会, budget of 2023: one column of numbers for both sides, targets of projects.
BUDGET = """\
document: {title: 张家口市科学技术协会2023年部门预算, unit_name: 张家口市科学技术协会, kind: 预算}
forms:
  - {form: '1', title: 部门预算收支总表, role: income_expenditure,
     columns: [序号, 收入/项目, 收入/预算数, 支出/项目, 支出/预算数]}
budget_tables:
  income_expenditure:
    income:
      - {row: '1', item: 一、一般公共预算拨款收入, amount: '1403.69'}
      - {row: '34', item: 收入总计, amount: '1650.88'}
    expenditure:
      - {row: '1', item: 一、一般公共服务支出, amount: '5.09'}
      - {row: '2', item: 二、外交支出, amount: null}
      - {row: '34', item: 支出总计, amount: '1650.88'}
goals:
  projects:
    - n: '1'
      code: null
      name: 2023市科协科普经费
      amounts: {budget_cap: '52.48', budget_cap_printed: ≤52.48万元, total: null,
                government_budget: null}
      goal_text: [1.通过编印4期杂志，提高全民科普素质, 建专家工作站]
      indicators:
        - {level1: 产出指标, level2: 数量指标, level3: 编印期数, description: 编印杂志期数,
           target: ≥4期, basis: 工作安排, line: 2056}
    - code: '410800220000000032810'
      name: 全民科学素质工作
      amounts: {total: '6.10', government_budget: '6.10', special_account: null, unit_funds: null}
      goal_text: null
      indicators:
        - {level1: 产出指标, level2: null, level3: 参赛人数, description: null, target: ≥10000人次}
  whole_department:
    year_goals:
      - {n: 一, heading: 提升政治引领力, sub_points: '4', paraphrase: 动员科技工作者服务冬奥}
    budget:
      - {item: 部门预算总额（万元）, amount: '1650.88'}
    tasks: []
    indicators:
      - {level1: 效益指标, level2: 满意度, level3: 投诉率, target: ≤10%, formula: null}
self_evaluation: null
"""

# 鄂州市 2022: a declared target table by itself.
TARGETS = """\
source: {url: "https://example.org", title: 项目支出绩效目标表 办公大楼运行保障, year: 2022,
         department: 市机关事务服务中心}
kind: target_table
funds: [{label: 保安费, full: 191}, {label: 保洁费, full: 99}, {label: 合计, full: 290, unit: 万元}]
indicators:
  - {level2: 数量指标, level3: 维修维护次数, target: "2280次"}
  - {level2: 质量指标, level3: 验收合格率, target: ">92%"}
notes: ["history columns stand beside the request"]
"""
