/** What a customer reads of a balance confirmation. */
export const ar = {
  askSubject: 'مصادقة رصيد من {company} كما في {day}',
  askBody:
    'السلام عليكم {name}، نراجع حساباتنا كما في {day}، ورصيدكم لدينا في ذلك اليوم {balance}. نأمل مطابقته بسجلاتكم، ثم تأكيده أو إخبارنا بما يختلف قبل نهاية {answerBy}، من هنا: {link}. هذه مراجعة للسجلات وليست مطالبة بالسداد. {company}',
  remindSubject: 'تذكير: مصادقة رصيد كما في {day}',
  remindBody:
    'السلام عليكم {name}، لم يصلنا بعد جوابكم عن رصيدكم لدينا كما في {day}، وقدره {balance}. يكفي دقيقة لتأكيده أو لكتابة ما يختلف قبل نهاية {answerBy}: {link}. نشكركم. {company}',
  letterTitle: 'مصادقة رصيد',
  letterTo: 'السادة {customer}',
  letterBody:
    'السلام عليكم ورحمة الله وبركاته،\nفي إطار مراجعة حساباتنا نفيدكم بأن رصيدكم في سجلاتنا كما في {day} هو ما يأتي. نأمل مطابقته بسجلاتكم، وتأكيد صحته أو بيان الاختلاف قبل نهاية {answerBy}. هذا الخطاب لمراجعة السجلات وليس مطالبة بالسداد.',
  letterLink: 'الجواب من هنا:',
  letterItems: 'تفصيل الرصيد',
  letterNone: 'لا مستندات مفتوحة في ذلك اليوم.',
  letterBalance: 'الرصيد كما في {day}',
  letterCredit: 'رصيد دائن لكم كما في {day}',
  letterNumber: 'المستند',
  letterDate: 'تاريخه',
  letterDue: 'استحقاقه',
  letterLeft: 'المتبقي',
  letterAgree: 'الرصيد أعلاه مطابق لسجلاتنا.',
  letterDiffer: 'الرصيد في سجلاتنا يختلف، وهو:',
  letterBecause: 'وسبب الاختلاف:',
  letterName: 'الاسم:',
  letterPosition: 'الصفة:',
  letterSign: 'التوقيع والتاريخ:',
  letterConfirmed: 'أكّد {by} ({position}) صحة الرصيد يوم {answered}.',
  letterDiffers:
    'أفاد {by} ({position}) يوم {answered} بأن الرصيد في سجلاتهم {theirs}. السبب: {because}',
}
