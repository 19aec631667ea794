/** What the house writes to its own users. */
export const ar = {
  invitationSubject: 'دعوة إلى {company} في وصل',
  invitationText:
    'السلام عليكم {name}،\n\nدعاك {inviter} لتعمل مع فريق {company} على وصل. اقبل الدعوة واختر كلمة مرورك من هنا:\n{link}\n\nيعمل الرابط مرة واحدة خلال سبعة أيام.\n\nوصل',
  resetSubject: 'رابط كلمة مرور جديدة',
  resetText:
    'السلام عليكم {name}،\n\nاختر كلمة مرور جديدة من هنا:\n{link}\n\nيعمل الرابط مرة واحدة خلال ساعة. إن لم تطلبه فأهمل هذه الرسالة، ولم يتغيّر شيء في حسابك.\n\nوصل',
}
