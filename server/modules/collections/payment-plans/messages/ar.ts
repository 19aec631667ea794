/** What a customer reads of a payment plan. */
export const ar = {
  offerSubject: 'خطة سداد من {company} بانتظار موافقتكم',
  offerBody:
    'السلام عليكم {name}، نقترح عليكم سداد {total} {times, plural, one {دفعة واحدة} two {على قسطين} few {على # أقساط} many {على # قسطًا} other {على # قسط}}، أولها {first} يوم {firstDay}. تجدون التفاصيل، وتوافقون إن ناسبتكم قبل نهاية {answerBy}، من هنا: {link}. وإن ناسبكم غيرها فأخبرونا. {company}',
  planSubject: 'خطة السداد المتفق عليها مع {company}',
  planBody:
    'السلام عليكم {name}، تجدون هنا خطة السداد المتفق عليها بيننا، والمتبقي منها {total}، والقسط القادم {first} يوم {firstDay}: {link}. نسعد بخدمتكم. {company}',
  beforeSubject: 'قسط من خطة السداد يوم {firstDay}',
  beforeBody:
    'السلام عليكم {name}، نودّ تذكيركم بأن قسطًا من خطة السداد المتفق عليها، وقدره {first}، يحل يوم {firstDay}. يمكنكم سداده متى شئتم من هنا: {link}. نسعد بخدمتكم. {company}',
  dueSubject: 'يحل اليوم قسط من خطة السداد',
  dueBody:
    'السلام عليكم {name}، يحل اليوم قسط من خطة السداد المتفق عليها، والمتبقي منه {first}. للسداد: {link}. وإن كنتم قد حوّلتم المبلغ فنشكركم، ويكفي أن ترسلوا الإيصال هنا. {company}',
  lateSubject: 'قسط من خطة السداد لم يصلنا بعد',
  lateBody:
    'السلام عليكم {name}، لم يصلنا بعد قسط خطة السداد الذي حل يوم {firstDay}، والمتبقي منه {first}. إن وصل قبل نهاية {answerBy} بقيت الخطة على حالها. للسداد: {link}. وإن احتجتم إلى موعد آخر فأخبرونا. {company}',
}
