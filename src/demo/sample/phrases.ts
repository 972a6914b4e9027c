import type { Random } from './random.js';

type Phrases = {
  readonly templates: readonly string[];
  readonly words: Readonly<Record<string, readonly string[]>>;
};

const CHINESE: Phrases = {
  templates: [
    '{thing}的{doc}我放共享盘了，大家{day}下班前看一下',
    '@所有人 {day}{time}开{meeting}，会议室 {room}，线上链接稍后发',
    '{customer}那边又催了，{thing}{day}能给个准信吗？',
    '{thing}已经发到测试环境了，版本号 {version}',
    '收到',
    '好的👌',
    '辛苦了辛苦了',
    '这个我来跟，{day}给结论',
    '我这边看日志是超时了，重试 {number} 次才成功',
    '{doc}第 {small} 页的数据好像不对，麻烦核对一下',
    '谁有{customer}对接人的联系方式？',
    '今天{customer}反馈 {small} 个问题，我整理成表了',
    '不好意思刚在开会，才看到消息',
    '可以，就按这个方案走',
    '预算批下来了，一共 {number} 万',
    '报销的同学{day}之前把发票给到财务哈',
    '快递到前台了，哪位的？',
    '有人一起点奶茶吗🧋还差 {small} 杯起送',
    '上午的{meeting}改到{time}，大家注意一下',
    '{thing}回归通过了，剩 {small} 个低优的问题下个版本修',
    '线上有告警，{thing}响应时间到 {number} 毫秒了，谁看一下',
    '已恢复，原因是连接池打满了，晚点发复盘',
    '哈哈哈哈哈哈',
    '+1',
    '周报麻烦大家今天填一下🙏',
    '{customer}的合同法务看完了，改了 {small} 处，见{doc}',
    '请问{doc}的最新版在哪里？',
    '我在高铁上，信号不好，{time}以后回',
  ],
  words: {
    thing: ['支付对账', '权限改造', '新版首页', '数据看板', '消息推送', '门店小程序', '订单导出', '登录流程'],
    doc: ['需求文档', '排期表', '测试报告', '报价单', '会议纪要', '交互稿', '接口文档'],
    day: ['今天', '明天', '周三', '周五', '月底'],
    time: ['10 点', '11 点半', '下午 2 点', '下午 4 点半'],
    meeting: ['周会', '评审会', '复盘会', '项目例会'],
    room: ['3A', '3B', '5 楼大会议室', '听雨轩'],
    customer: ['江城百货', '海棠酒店', '云栖物业', '北辰汽配', '小满茶饮'],
  },
};

const ENGLISH: Phrases = {
  templates: [
    'Could somebody review the {doc} for {thing} before {day}?',
    '{customer} asked again about {thing}. Can we give them a date?',
    "I'm on it, will report back {day}.",
    'Build {version} is on staging, please have a look',
    'Thanks!',
    'LGTM 👍',
    '+1',
    'Sorry, was in a call. Reading now.',
    'The {meeting} moves to {time}, room {room}',
    'We saw {number} errors in the last hour, mostly timeouts on {thing}',
    'Fixed and deployed. Postmortem to follow.',
    'Page {small} of the {doc} still has the old figures',
    "I'll be out {day}, please ping {customer} through me only if it is urgent",
    'Who owns {thing} now?',
    'Happy birthday!! 🎂',
    '{small} tickets left for this sprint, nice work everyone',
    'Does the {doc} cover the case where a customer has two accounts?',
    'Let us keep {thing} out of this release, it needs another week',
  ],
  words: {
    thing: ['billing export', 'the sign-in flow', 'the dashboard', 'push delivery', 'the partner API'],
    doc: ['spec', 'test report', 'quotation', 'minutes', 'release notes'],
    day: ['today', 'tomorrow', 'Wednesday', 'Friday', 'end of month'],
    time: ['10:00', '11:30', '14:00', '16:30 CST'],
    meeting: ['weekly', 'design review', 'retro', 'stand-up'],
    room: ['3A', '3B', 'Zoom'],
    customer: ['Harbor Hotels', 'Northwind Parts', 'Lotus Retail', 'Delta Tea'],
  },
};

export const FILE_NAMES = [
  '排期表_v{small}.xlsx',
  '报价单-{number}.pdf',
  'Release notes {version}.docx',
  '会议纪要.docx',
];
export const LINKS = [
  '新版首页评审 https://docs.huaixu.example/d/{number}',
  'Dashboard: https://grafana.huaixu.example/d/{number}',
  '【请填写】季度满意度问卷 https://forms.huaixu.example/{number}',
];
export const STICKERS = ['[旺柴]', '[捂脸]', '[OK]', '[强]', '[抱拳]', '[鼓掌]', '[裂开]'];
export const PLACES = ['槐序科技总部', '虹桥火车站', '深圳湾科技生态园', 'Marina Bay Financial Centre'];
export const GREETINGS = ['恭喜发财，大吉大利', '开工大吉', '项目上线，辛苦大家', 'Happy Friday!'];

/** One remark of a working day, its slots filled. */
export function remark(random: Random, english: boolean): string {
  const { templates, words } = english ? ENGLISH : CHINESE;
  return filled(random, random.pick(templates), words);
}

/** Fills `{slot}` from `words`, or with a number for `{small}`, `{number}` and `{version}`. */
export function filled(random: Random, template: string, words: Phrases['words'] = {}): string {
  return template.replaceAll(/\{(\w+)\}/g, (slot, name: string) => {
    if (name === 'small') return String(random.between(2, 12));
    if (name === 'number') return String(random.between(20, 980));
    if (name === 'version') return `2.${random.between(1, 9)}.${random.between(0, 30)}`;
    const choices = words[name];
    return choices ? random.pick(choices) : slot;
  });
}
