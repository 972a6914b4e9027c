/** The company of the generated group. Nobody's: its domain is one of those RFC 2606 keeps for examples. */
export const COMPANY = {
  groupName: '槐序科技 · 项目沟通群 Huaixu Projects',
  groupId: '26118840551@chatroom',
  mailDomain: 'huaixu.example',
} as const;

export type Department = {
  readonly id: number;
  readonly parentId: number;
  readonly name: string;
  /** As it stands before a name in the group, for instance `研发-张伟`. */
  readonly short: string;
  readonly english: boolean;
  /** Its share of the staff, in any unit. */
  readonly weight: number;
  readonly positions: readonly string[];
};

/** `parentId` 0 is above the root, as in WeCom's template. */
export const DEPARTMENTS: readonly Department[] = [
  place(1, 0, '槐序科技 Huaixu', '总经办', 2, ['总经理助理', '战略经理', 'Chief of Staff']),
  place(2, 1, '研发中心', '研发', 2, ['研发总监', '架构师']),
  place(3, 2, '平台组', '平台', 10, ['后端工程师', '高级后端工程师', '运维工程师']),
  place(4, 2, '客户端组', '客户端', 8, ['前端工程师', 'iOS 工程师', 'Android 工程师']),
  place(5, 2, '质量组', '测试', 5, ['测试工程师', '测试开发工程师']),
  place(6, 1, '产品部', '产品', 6, ['产品经理', '高级产品经理', '数据分析师']),
  place(7, 6, '设计组', '设计', 4, ['交互设计师', '视觉设计师']),
  place(8, 1, '销售部', '销售', 3, ['销售总监', '解决方案经理']),
  place(9, 8, '华东区', '华东', 8, ['客户经理', '大客户经理']),
  place(10, 8, '华南区', '华南', 7, ['客户经理', '渠道经理']),
  { ...place(11, 8, 'International', 'INTL', 6, ['Account Manager', 'Sales Engineer']), english: true },
  place(12, 1, '市场部', '市场', 4, ['市场专员', '品牌经理', '内容运营']),
  place(13, 1, '客户成功部', '客户成功', 6, ['客户成功经理', '技术支持工程师']),
  place(14, 1, '财务与人力行政部', '职能', 4, ['会计', '招聘专员', '行政专员']),
];

function place(
  id: number,
  parentId: number,
  name: string,
  short: string,
  weight: number,
  positions: readonly string[],
): Department {
  return { id, parentId, name, short, english: false, weight, positions };
}
