/** One word however a dialect spells it: the first of each line stands for the rest, all folded. */
const sameWord = [
  'ابي ابغي ابغا نبي نبغي تبي يبي بدي بدنا بدكن عايز عاوز عايزه عاوزه عايزين عاوزين ودي ودنا اريد نريد حاب حابه حابين ابا نبا ابيكم ابيه',
  'الحين هلق دلوقتي دلوقت هسه هسا الان توا',
  'امس مبارح امبارح البارح البارحه',
  'مو مب مش موب مهو ماهو ماهي ليس ليست مانو مانها ماني',
  'ما لم لن مافي مافيه',
  'وش ايش شو شنو ايه ماذا ويش',
  'كم قديش اديش قدي بكم بكام كام شقد بقديش',
  'متي امتي ايمتي امته ايمت',
  'وين فين اين وينه وينها وينكم فينك فينكم وينكن',
  'فلوس مصاري مصرات دراهم فلوسي مصروفات',
  'رابط لنك لينك link الرابط اللينك اللنك',
  'تطبيق ابلكيشن ابليكيشن app application ابلكيشنكم تطبيقكم البرنامج برنامج برنامجكم',
  'شكرا مشكور مشكورين مشكوره تسلم تسلمون يسلمو يسلموا ميرسي thanks thx thank thnx thankyou شكرن متشكر متشكرين متشكره ممنون',
  'سعر اسعار الاسعار اسعاركم السعر تسعير تسعيره price prices pricing',
  'عرض عروض عروضكم العروض',
  'فاتوره فواتير الفواتير فواتيركم فواتيرنا فاتورتي فاتورتنا فاتورتكم الفتوره فتوره فاتورا invoice invoices inv',
  'جهاز اجهزه الاجهزه',
  'مشكله مشاكل المشاكل problem problems issue',
  'قسط اقساط الاقساط تقسيط نقسط اقسط بالتقسيط قسطين',
  'شكوي شكاوي شكوه الشكاوي',
  'دين ديون الديون مديونيه المديونيه مديونيات',
  'ارسل دز دزوا دزو تدزون طرش طرشوا طرشولي ابعت ابعتلي ابعتولي ابعثوا ابعت ابعتوا بعتلي بعتولي تبعت تبعتولي تبعتلي رسل ارسلوا ارسلو ترسلون ترسلوا send',
  'شتغل شغال شغاله شغالين يشتغل تشتغل بيشتغل بتشتغل اشتغل يعمل بيعمل',
  'سدد سددت سددنا مسدد مسددين سديت سدينا تسديد التسديد السداد سداد بسدد نسدد اسدد',
  'دفع دفعت دفعنا ادفع ندفع بدفع هدفع حدفع دافع دافعين الدفع مدفوع paid pay payment',
  'حول حولت حولنا بحول احول نحول هحول حوالت حواله الحواله تحويل التحويل حولتلكم بحوللك بحولك محول transfer transferred',
  'طلبيه طلبيتي طلبيتنا الطلبيه اوردر الاوردر order orders طلب طلبي طلبنا طلبات الطلب',
  'شحنه شحن الشحنه الشحن شحنتي اتشحن تشحن shipment shipping shipped',
  'وصل يوصل توصل بيوصل بتوصل وصلت وصلني وصلتني وصلنا يوصلني توصلني هيوصل هتوصل واصل واصله وصول تصل يصل',
  'خلاص خلص',
  'زفت سيي سيء سيئه سيئ زباله',
  'الغا الغاء الغي الغوا الغيت الغاءه cancel لغاء كنسل كنسلوا',
  'ايصال الايصال وصل_دفع receipt سند',
  'كرتون كراتين كرتونين كرتونه carton cartons',
  'موظف موظفين الموظف الموظفه موظفكم موظفتكم موظفينكم موظفيكم',
  'مندوب المندوب مندوبكم مناديب مندوبين السواق سواق سايق السايق',
] as const

/** Every other spelling of a word and what stands for it. */
export const spellings: ReadonlyMap<string, string> = new Map(
  sameWord.flatMap((line) => {
    const [stands = '', ...others] = line.split(' ')
    return others.map((other): [string, string] => [other, stands])
  }),
)

/** Words that join others and tell no matter: alone they are not looked at, in a pair they are. */
export const joining: ReadonlySet<string> = new Set(
  [
    'من في علي الي عن مع هذا هذه هذي هاي هاذا ذا دي ده دا هي هو هم انا احنا نحن انت انتو انتم اللي يلي الي ان انه اني',
    'و او ثم بس يا اي كل بعد قبل عند عندي عندكم عندنا عندك لو اذا كان كنت كانت يعني ترا تري طيب طب',
    'ما لا مو هل قد لقد عم رح راح حق تبع بتاع حقنا حقي لكم لنا لي لك له لها فيه فيها فيكم به بها منكم منك',
    'the a an of to in on for is are am i you we my our your it this that and or be with at from me us do u ur',
    'el al fi w ana enta 3la mn ya wala bs',
    'سيدي استاذ استاذي اخ اخي اخوي اختي حضرتك حضرتكم سعادتكم برجا رجا نرجو ارجو يرجي لطفا سمحت سمحتوا فضلك فضلكم ممكن please plz pls kindly',
  ].flatMap((line) => line.split(' ')),
)

/** Money by name, folded: beside it a figure is an amount. */
export const currencyWords: ReadonlySet<string> = new Set(
  'ريال ريالا ريالات رس سعودي دولار درهم دينار جنيه ليره هلله sar sr riyal riyals rs usd aed egp kwd'.split(
    ' ',
  ),
)

/** Months by name, folded: beside one a figure is a day. */
export const monthWords: ReadonlySet<string> = new Set(
  [
    'يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر',
    'محرم صفر ربيع جمادي رجب شعبان رمضان شوال القعده الحجه',
    'كانون شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين',
    'january february march april may june july august september october november december',
    'jan feb mar apr jun jul aug sep sept oct nov dec',
  ].flatMap((line) => line.split(' ')),
)
