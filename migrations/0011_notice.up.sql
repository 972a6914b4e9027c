-- Upgrades that are open ask about a text from now on: the built-in one as it was when notices came, by the settings
-- that every organization then had. It is their edition 0. Who had said yes by then keeps it, and has no receipt; when
-- the upgrade adopts a newer text, they are asked anew like everybody.
insert into group_upgrade_notice
  (group_upgrade_id, edition, notice_version, text_en, text_zh, digest_en, digest_zh, adopted_at)
select id, 0, 0, text_en, text_zh, encode(sha256(convert_to(text_en, 'UTF8')), 'hex'),
  encode(sha256(convert_to(text_zh, 'UTF8')), 'hex'), assent_now()
from (
  select u.id,
    replace(replace($en$About moving the group “{group}” to {organization}

{organization} wants to turn the group “{group}” into a group of its own. You decide for yourself: nobody can answer for you, and not answering in time counts as staying out.

If you agree, you become a member of the new group at the cut-over. Everybody who agrees can then read the whole history of the group from its first imported message on, with names, times and replies; that includes everything you have written.

If you decline, do not answer or take your yes back, you will not be a member of the new group and cannot read it. The messages that you have already written stay in its history under the name that you had at that time, for whoever has agreed to read.

Whoever is admitted to the new group later sees only what is written after they were admitted.

Messages are kept for good. The group is treated as internal.

You can change your answer until the cut-over, also during the cooling-off before it. Whether and when the cut-over is done is decided by the owner of the group together with the administrators of {organization}. It cannot be undone: the old group then ceases, and no answer can be changed any more.

For each answer you receive a receipt, which names this text, the time and the way in which you answered. If this text is changed before the cut-over, your yes no longer counts and you are asked again.$en$, '{organization}', o.legal_name), '{group}', g.name) as text_en,
    replace(replace($zh$关于将群聊“{group}”升级至{organization}的说明

{organization}希望将群聊“{group}”升级为企业群。是否加入由您本人决定：任何人不能代您答复；逾期未答复，视为不加入。

如果您同意：群聊切换完成时，您将成为新群成员。所有同意的成员都可以查看本群的全部历史消息（自最早导入的一条起），包括发送者名称、时间和回复关系，也包括您发送过的所有内容。

如果您拒绝、未答复或撤回同意：您不会成为新群成员，也无法查看新群。您此前发送的消息仍保留在历史记录中，以您当时的名称显示，供已同意的成员查看。

以后获准加入新群的人可以查看：仅限其加入之后的消息。

消息保存期限：长期保存。本群的保密级别：内部。

在群聊切换之前（包括切换前的冷静期），您可以随时更改答复。是否以及何时切换，由群主与{organization}的管理员决定。切换无法撤销：完成后原群即停用，任何答复都不能再更改。

您每次答复都会获得一份回执，其中载明本说明的版本、答复的时间和方式。如果本说明在切换之前发生变更，您此前的同意不再有效，我们会重新征求您的意见。$zh$, '{organization}', o.legal_name), '{group}', g.name) as text_zh
  from group_upgrade u join source_group g on g.id = u.source_group_id join organization o on o.id = u.organization_id
  where u.state in ('INVITING', 'COOLING_OFF', 'PAUSED')
    and not exists (select 1 from group_upgrade_notice n where n.group_upgrade_id = u.id)
) as open;
update group_upgrade u set notice_edition = 0
where exists (select 1 from group_upgrade_notice n where n.group_upgrade_id = u.id and n.edition = 0);
update invitation i set notice_edition = 0 from group_upgrade u
where u.id = i.group_upgrade_id and u.notice_edition = 0 and i.state in ('ACCEPTED', 'DECLINED', 'WITHDRAWN');

-- Nobody has said yes to nothing.
alter table invitation
  add constraint invitation_accepted_notice check (state <> 'ACCEPTED' or notice_edition is not null);
