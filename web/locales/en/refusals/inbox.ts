import type { inboxRefusals } from '#core/inbox/refusals.ts'

/** Why the inbox may decline, in English. */
export const inbox: Record<keyof typeof inboxRefusals, string> = {
  'inbox.conversation_not_found': 'We could not find this conversation, or it is not among yours.',
  'inbox.message_not_found': 'We could not find this message in the conversation.',
  'inbox.note_not_found': 'We could not find this note, or somebody else wrote it.',
  'inbox.type_not_found': 'We could not find this type. It may have been removed.',
  'inbox.label_not_found': 'We could not find this label. It may have been removed.',
  'inbox.rule_not_found': 'We could not find this rule. It may have been removed.',
  'inbox.lesson_not_found':
    'We could not find this correction. It may have been forgotten already.',
  'inbox.canned_not_found': 'We could not find this reply, or it is not yours to change.',
  'inbox.user_not_found': 'We could not find this colleague, or they may not answer in the inbox.',
  'inbox.department_not_found': 'We could not find this department. It may have been removed.',
  'inbox.template_not_found': 'We could not find this template among the approved ones.',
  'inbox.name_taken': 'The name “{name}” is taken. Choose another.',
  'inbox.shortcut_taken': 'The shortcut “{shortcut}” is taken. Choose another.',
  'inbox.canned_unknown_variable': 'The text names a place that nobody knows: “{name}”.',
  'inbox.shipped_type': 'This type is part of the product. It can be switched off, not removed.',
  'inbox.someone_answers':
    '{because, select, answered_meanwhile {A colleague answered after you began. Read it, then send if you still want to.} other {{name} is typing here now. Send anyway if you want to.}}',
  'inbox.not_undoable': 'The message had left before it could be taken back.',
  'inbox.not_failed': 'Only a message that failed can be sent again.',
  'inbox.closed': 'This person has a newer open conversation. Go on in that one.',
  'inbox.snooze_past': 'Choose a time that has not passed.',
  'inbox.nothing_said': 'Write something or attach a file.',
  'inbox.nobody_to_write_to': 'This address cannot be written to from this account.',
  'inbox.template_incomplete': 'Fill every place of the template first.',
  'inbox.file_too_large': 'The file is larger than the channel carries ({most} MB).',
  'inbox.file_not_carried': 'This channel does not carry files of this kind.',
  'inbox.cannot_react': 'This channel carries no reactions to this message.',
  'inbox.cannot_begin': 'This address is another customer’s. Look at their records.',
  'inbox.not_yours_to_link':
    'This conversation is of a customer outside your reach. Ask a colleague or your manager to move it.',
  'inbox.begun_by_another':
    'This address is in a conversation outside your reach. Ask a colleague or your manager to give it to you.',
  'inbox.rule_says_nothing':
    'Choose what the rule does: a type, a priority, a department, a label or a colleague.',
}
