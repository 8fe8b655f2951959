"""The closed list of units that officials count in, by what they measure.

Left out on purpose, since a figure before them is as often a rank, a class or a code: 级 号 点 层
版 班 届 星 日 时, and single letters (5A, 4G, 3W).
"""

_COUNTS = """
    个 人 人次 人数 人天 人日 人月 人年 人份 人头 名 位 户 户数 户次 户头 家 家次 所 所次 校 校次
    村 村次 社区 行政村 自然村 乡镇 街道 县区 次 次数 频次 场 场次 期 期次 批 批次 班次 轮 轮次 趟
    趟次 车次 架次 航次 航班 船次 列 列次 台班 座次 座位 席 席位 站次 站点 点位 点次 件 件次 项
    项次 种 种类 品种 类 例 例次 宗 起 起次 份 份次 篇 篇次 本 本次 册 册次 部 部次 集 首 字
    页 张 张次 幅 面 块 片 枚 支 支次 根 条 条次 段 处 处次 座 栋 栋次 幢 间 间次 套 套次 台 台套
    台件 台次 件套 辆 辆次 艘 艘次 架 株 棵 丛 穴 头 头次 头只 只 只次 匹 羽 羽次 尾 口 眼 盏 杆
    顶 床 床位 床次 床日 组 组次 队 队次 对 双 门 门次 扇 节 课时 学时 学位 学分 课次 款 单 笔
    笔次 袋 瓶 盒 箱 箱次 包 桶 罐 卷 剂 剂次 针 针次 支队 道 标段 车位 泊位 机位 机架 机柜 端口
    网格 岗位 编制 店 厂 桌 盆 捆 亩次 公顷次 公里次 倍 分 百分点 个百分点 基点 个基点 千分点
"""
_NOUNS_AFTER_GE = """
    村 行政村 自然村 村居 社区 乡镇 乡 镇 街道 镇街 县 县区 区县 县市区 市 市县 区 省 省份 国家 小区
    网格 项目 子项目 工程 标段 单位 部门 科室 企业 家庭 农户 学校 班 班级 园区 基地 点 点位 站 站点
    监测点 监测站 检测点 采样点 断面 岗位 床位 车位 泊位 学位 座位 窗口 平台 系统 子系统 模块 栏目
    账号 端口 节点 品种 批次 标准 案例 课题 样本 样品 专题 专业 学科 团队 小组 班组 组 队 场馆 场所
    景点 景区 展厅 展位 合作社 家庭农场 农场 大棚 鱼塘 水库 泵站 机井 路口 路段 隐患点 示范点 示范村
    试点 网点 服务站 服务点 卫生室 党支部 支部 党组织 社会组织 文件 制度 方案 报告 指标 月 季度 学期
    学年 年度 自然日 自然月 工作日 工作天 日历日 日历天 交易日 星期 小时 百分点
"""
_PEOPLE = """
    学生 教师 干部 职工 党员 学员 人员 群众 儿童 老人 老年人 医生 护士 专家 村干部 工作人员 志愿者
    残疾人 退役军人 运动员 教练员 科技工作者 技术人员 护林员 网格员 困难群众 农民 村民 居民
"""
_PHRASES = """
    家企业 家单位 家医院 家机构 所学校 所幼儿园 户农户 户家庭 户居民 户群众 项制度 项工作 项活动
    项任务 项课题 项专利 项标准 件专利 篇论文 篇信息 篇稿件 条信息 条河流 条道路 条线路 处隐患
    座桥梁 座水库 座公厕 座泵站 台设备 套设备 套住房 份报告 份资料 份问卷 册图书
"""
_ACTIVITIES = """
    活动 宣传 宣传活动 培训 培训班 讲座 演出 比赛 会议 专题会议 检查 监督检查 巡查 演练 调研 简报
"""
_TIMES = """
    年 个月 个季度 季 周 星期 天 日历天 自然天 个自然日 个工作日 工作日 个工作天 工作天 小时 个小时
    学年 学期 钟头 分钟 秒 秒钟 毫秒 h min s ms
"""
_MEASURES = """
    米 千米 公里 延米 延长米 厘米 毫米 微米 海里 km KM Km ㎞ m cm CM ㎝ mm MM ㎜
    平方 平方米 平米 平方千米 平方公里 ㎡ m² m2 M² M2 ㎢ km² km2 KM² KM2 hm² hm2 ha 公顷 亩 市亩
    立方 方 立方米 m³ m3 M³ M3 ㎥ Nm³ 标立方 升 毫升 公升 L mL ml ML 车公里 人公里 吨公里
    吨 公吨 公斤 千克 斤 市斤 克 毫克 微克 kg KG Kg ㎏ g mg ㎎ t 吨标准煤 吨标煤 吨二氧化碳
    度 千瓦时 千瓦·时 kWh KWh KWH kwh kW·h KW·h MWh GWh 千瓦 兆瓦 吉瓦 瓦 kW KW kw MW GW
    千伏 千伏安 兆伏安 kV KV kVA KVA MVA Hz kHz MHz GHz 赫兹 大卡 千卡 千焦 kJ 吉焦 GJ
    兆 GB TB MB PB KB Mbps Gbps 兆比特 dB dB(A) db 分贝 ℃ 摄氏度 °C kPa MPa Pa lx 流明 ppm
"""
_MONEY = "元 元整 元人民币 人民币元 美元 欧元 港元 港币 日元 英镑 美金"

SHARES = frozenset({"%", "‰", "百分比", "千分比"})
COUNTS = frozenset(_COUNTS.split())
# 2次宣传: what is done follows the counter, and the unit is the counter.
ACTIVITIES = {
    f"{counter}{activity}": counter
    for activity in _ACTIVITIES.split()
    for counter in ("次", "场", "场次", "期")
}
UNITS = (
    SHARES
    | COUNTS
    | {f"个{noun}" for noun in _NOUNS_AFTER_GE.split()}
    | {f"{counter}{people}" for people in _PEOPLE.split() for counter in "名位个"}
    | set(_PHRASES.split())
    | set(_TIMES.split())
    | set(_MEASURES.split())
    | set(_MONEY.split())
)
"""Certainly a unit after a figure in running text."""

IN_COLUMN = frozenset({"点", "级", "层", "班", "届", "站", "天数"})
"""Units only where a column or a name says so: '8点' in running text is a time."""

# After a stroke a month is a unit (元/月); after a figure it is a date (12月).
_ONLY_PER = "月 日 时 季度 学期 学年 年度 学生 生 平方 班 点 站 层 级 镇 乡 县"
PER = UNITS | set(_ONLY_PER.split())

# The same unit in other words; what else is printed stays as it is.
SAME = {
    "百分比": "%",
    "千分比": "‰",
    "元整": "元",
    "元人民币": "元",
    "人民币元": "元",
}
