const ar = {
  title: 'المحاكيات',
  notice: 'ما يُمثَّل على جهازك بدل الخدمات الحقيقية. لا يصل منه شيء إلى أحد.',
  other: 'English',
  phone: 'هاتف العميل',
  phoneHint: 'اكتب كأنك العميل، بواتساب وماسنجر وإنستغرام والبريد، وانظر ما يصله.',
  mail: 'محاكي البريد',
  mailHint: 'كل بريد خرج من المنشأة.',
  gateway: 'بوابة الدفع',
  gatewayHint: 'تفتح من رابط الدفع، حين يختار العميل بطاقة.',
  clock: 'الساعة',
  clockHint:
    'قدّم ساعة البرنامج لترى ما يأتي به الغد: التذكيرات، والوعود، ومهل الرد. تعود إلى الوقت الحقيقي متى شئت. ومن تقدّم يومًا أو أكثر يُطلب منه الدخول من جديد، كمن غاب يومًا.',
  hour: 'ساعة إلى الأمام',
  day: 'يوم إلى الأمام',
  week: 'أسبوع إلى الأمام',
  month: '30 يومًا إلى الأمام',
  real: 'الوقت الحقيقي',
  failed: 'تعذّر تغيير الساعة. حاول مرة أخرى.',
}

type Words = Readonly<Record<keyof typeof ar, string>>

const en: Words = {
  title: 'Simulators',
  notice:
    'What is played on your machine in place of real services. Nothing of it reaches anybody.',
  other: 'العربية',
  phone: 'The customer’s phone',
  phoneHint:
    'Write as the customer, on WhatsApp, Messenger, Instagram and by mail, and see what arrives.',
  mail: 'The mail simulator',
  mailHint: 'Every mail that left the company.',
  gateway: 'The payment gateway',
  gatewayHint: 'It opens from a pay link, when the customer chooses a card.',
  clock: 'The clock',
  clockHint:
    'Move the product’s clock to see what tomorrow brings: reminders, promises, answers that are due. Come back to the real time whenever you like. A day or more ahead you sign in again, as after a day away.',
  hour: 'An hour ahead',
  day: 'A day ahead',
  week: 'A week ahead',
  month: '30 days ahead',
  real: 'The real time',
  failed: 'The clock did not move. Please try again.',
}

export const words = { ar, en } as const
