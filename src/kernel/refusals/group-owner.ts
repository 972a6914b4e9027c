import type { Wordings } from './wording.js';

/** What is refused for want of the word of a group's owner. */
export const groupOwnerRefusals = {
  NOT_GROUP_OWNER: {
    en: 'Only the owner of the group can do this. For starting an upgrade, taking it up and cutting it over, the owner can give the administrators a mandate: ask for it with requestUpgradeMandates.',
    'zh-CN':
      '只有群主可以执行此操作。如需发起、接手或完成升级，可通过 requestUpgradeMandates 请群主授权管理员代为操作。',
  },
  GROUP_HAS_NO_OWNER: {
    en: 'The owner of the group is not known, so nobody can upgrade it.',
    'zh-CN': '群主未知，无法升级该群。',
  },
  OWNER_MOBILE_UNKNOWN: {
    en: 'Nobody has said yet which mobile the owner of the group has, so nobody can speak for it. Import the file of mobiles that comes with the export (importSourceGroupMobiles), or match the owner’s entry of the roster to their account (matchRosterEntry).',
    'zh-CN':
      '尚不知道群主的手机号，因此无人可以代表该群。请导入随群导出的手机号文件（importSourceGroupMobiles），或将群主匹配到其帐号（matchRosterEntry）。',
  },
  OWNER_UNCONFIRMED: {
    en: 'The mobile of the owner of the group was said by hand when nobody had an activated account with it, so it makes nobody the owner. Once its person has signed in here, somebody else than them, and than whoever matched them then, matches the entry again (matchRosterEntry).',
    'zh-CN':
      '群主的手机号由人工匹配，而当时无人以该号码激活帐号，因此尚不能据此认定群主。待本人登录激活后，请由本人及原匹配人以外的人重新匹配（matchRosterEntry）。',
  },
  OWNER_NEEDS_ROLE: {
    en: 'This group is yours, but this needs the role of an administrator or group administrator. Let those who have one do it for you: grantUpgradeMandate. You can take it back at any time.',
    'zh-CN':
      '您是该群群主，但此操作需要管理员或群管理员角色。您可通过 grantUpgradeMandate 授权他们代为操作，并可随时收回授权。',
  },
  OWNER_MATCHED: {
    en: 'This is the owner of a group, whose mobile stands: what a file has said, as long as the group is theirs; what was said by hand, while an upgrade of the group is open and they can speak for it. Cancel the upgrade to correct who that is.',
    'zh-CN':
      '此人为群主，其手机号不能更改：来自导入文件的，在其担任群主期间不变；人工匹配的，在该群有进行中的升级且其本人可以表态期间不变。如需更正，请先取消升级。',
  },
  MATCHED_TO_SELF: {
    en: 'Nobody can say of themself who they are in a group. Somebody else with the right can, or the file of mobiles that comes with the export.',
    'zh-CN': '不能将群成员匹配为本人，须由其他有权限的人匹配，或通过随群导出的手机号文件导入。',
  },
  OWNER_GONE: {
    en: 'The owner of the group is gone, or has no activated account here. An administrator takes the upgrade up first.',
    'zh-CN': '群主已不在，或在此尚无已激活的帐号，须先由管理员接手该升级。',
  },
  OWNER_CHANGED: {
    en: 'The group has another owner now. They take the upgrade up first, or an administrator to whom they give a mandate: ask for it with requestUpgradeMandates.',
    'zh-CN':
      '群主已变更，须先由新群主接手该升级，或由获其授权的管理员接手（可通过 requestUpgradeMandates 请求授权）。',
  },
  OWNER_PRESENT: {
    en: 'The upgrade has its owner; there is nothing to take up.',
    'zh-CN': '该升级的群主仍在，无需接手。',
  },
  OWNER_REPRESENTED: {
    en: 'Somebody else has taken this upgrade up in the place of its owner, who cannot speak for it. They alone cut it over, as long as that is so and they are an administrator.',
    'zh-CN':
      '群主目前无法表态，该升级已由其他管理员代为接手。在此期间且其仍为管理员时，只有该管理员可以完成切换。',
  },
} as const satisfies Wordings;
