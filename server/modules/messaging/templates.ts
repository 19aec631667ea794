import type { SaveTemplate, Template } from '#core/messaging/api.ts'
import { checkTemplate } from '#core/messaging/template.ts'
import {
  defaultTexts,
  type MessageLanguage,
  type MessageText,
  type TextKey,
  textKeys,
  textPlaceholders,
} from '#core/messaging/texts.ts'
import { Refusal } from '#core/refusal.ts'
import type { MessageValues } from '#core/words.ts'
import { readProfile } from '#modules/people/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { type From, tables } from './store.ts'
import type { MessagingTables } from './tables.ts'
import { fillText, startingText } from './texts.ts'

type Own = Pick<
  MessagingTables['message_template'],
  'key' | 'language' | 'subject' | 'body' | 'changed_at' | 'changed_by'
>

const samples: Readonly<Record<MessageLanguage, MessageValues>> = {
  ar: {
    name: 'محمد الزهراني',
    total: '13,466.50 ر.س',
    invoices: 2,
    number: 'INV-2026-0326',
    remaining: '7,452.00 ر.س',
    dueDay: 'الخميس 8 أكتوبر',
    dueWords: 'تستحق يوم الخميس 8 أكتوبر',
    oldest_days: 14,
    deadline: 'الأحد 29 نوفمبر',
    collector: 'سعد الحربي',
    manager: 'نورة السبيعي',
    phone: '+966 50 551 2847',
    amount: '7,452.00 ر.س',
    paidDay: 'الأحد 22 نوفمبر',
    until: '22 نوفمبر 2026',
    balance: '13,466.50 ر.س',
  },
  en: {
    name: 'Mohammed Al-Zahrani',
    total: 'SAR 13,466.50',
    invoices: 2,
    number: 'INV-2026-0326',
    remaining: 'SAR 7,452.00',
    dueDay: 'Thursday 8 October',
    dueWords: 'due on Thursday 8 October',
    oldest_days: 14,
    deadline: 'Sunday 29 November',
    collector: 'Saad Al-Harbi',
    manager: 'Noura Al-Subaie',
    phone: '+966 50 551 2847',
    amount: 'SAR 7,452.00',
    paidDay: 'Sunday 22 November',
    until: '22 November 2026',
    balance: 'SAR 13,466.50',
  },
}

/** @throws messaging.template_not_found */
function keyOf(key: string): TextKey {
  const known = textKeys.find((each) => each === key)
  if (!known) throw new Refusal('messaging.template_not_found', { key })
  return known
}

/** What a customer would read, with sample values and the company's own name. */
async function sampleOf(
  from: From,
  key: TextKey,
  language: MessageLanguage,
  text: MessageText & { own: boolean },
): Promise<MessageText> {
  const profile = readProfile(from)
  return fillText(
    { ...text, key, language },
    {
      ...samples[language],
      company: language === 'en' ? (profile.nameEn ?? profile.name) : profile.name,
      link: `${from.session.house.publicUrl}/pay/…`,
    },
  )
}

async function templateOf(
  from: From,
  key: TextKey,
  language: MessageLanguage,
  own: Own | undefined,
): Promise<Template> {
  const text = own ?? defaultTexts[language][key]
  const start = own ?? startingText(key, language)
  return {
    key,
    language,
    subject: text.subject,
    body: text.body,
    startSubject: start.subject,
    startBody: start.body,
    placeholders: [...textPlaceholders[key]],
    changedAt: own?.changed_at.toISOString() ?? null,
    changedBy: own?.changed_by ?? null,
    sample: await sampleOf(from, key, language, { ...text, own: own !== undefined }),
  }
}

const ownTexts = (from: From) =>
  tables(from)
    .selectFrom('message_template')
    .select(['key', 'language', 'subject', 'body', 'changed_at', 'changed_by'])
    .where('company_id', '=', from.companyId)
    .execute()

export const listTemplates = query('messaging.read', async (from) => {
  const own = await ownTexts(from)
  const rows: Template[] = []
  for (const key of textKeys)
    for (const language of ['ar', 'en'] as const)
      rows.push(
        await templateOf(
          from,
          key,
          language,
          own.find((each) => each.key === key && each.language === language),
        ),
      )
  return { rows }
})

/** @throws messaging.template_invalid */
function assertGood(input: SaveTemplate, key: TextKey): void {
  const [problem] = [input.subject, input.body].flatMap((text) =>
    checkTemplate(text, textPlaceholders[key]),
  )
  if (problem)
    throw new Refusal('messaging.template_invalid', {
      problem: problem.code,
      ...('name' in problem && { name: problem.name }),
      ...('at' in problem && { at: problem.at }),
    })
}

const change = async (work: Work, input: SaveTemplate) => {
  const key = keyOf(input.key)
  const before = (await ownTexts(work)).find(
    (each) => each.key === key && each.language === input.language,
  )
  return { key, before }
}

/** Replaces the words as shipped by the company's own. */
export const saveTemplate = command(
  'messaging.manage',
  async (work, input: SaveTemplate): Promise<Template> => {
    const { key, before } = await change(work, input)
    assertGood(input, key)
    const own = {
      subject: input.subject,
      body: input.body,
      changed_at: work.now,
      changed_by: work.actor.name,
    }
    await tables(work)
      .insertInto('message_template')
      .values({ company_id: work.companyId, key, language: input.language, ...own })
      .onConflict((on) => on.columns(['company_id', 'key', 'language']).doUpdateSet(own))
      .execute()
    work.audit('messaging.template_saved', {
      kind: 'company',
      id: work.companyId,
      before: before ?? null,
      after: input,
    })
    return templateOf(work, key, input.language, { key, language: input.language, ...own })
  },
  { name: 'messaging.save_template' },
)

/** Goes back to the words as shipped. */
export const resetTemplate = command(
  'messaging.manage',
  async (work, input: { key: string; language: MessageLanguage }): Promise<Template> => {
    const { key, before } = await change(work, { ...input, subject: '', body: '' })
    await tables(work)
      .deleteFrom('message_template')
      .where('company_id', '=', work.companyId)
      .where('key', '=', key)
      .where('language', '=', input.language)
      .execute()
    work.audit('messaging.template_reset', {
      kind: 'company',
      id: work.companyId,
      before: before ?? null,
      after: null,
    })
    return templateOf(work, key, input.language, undefined)
  },
  { name: 'messaging.reset_template' },
)

/** A text that is still being written, as a customer would read it. */
export const previewTemplate = query('messaging.read', async (from, input: SaveTemplate) => {
  const key = keyOf(input.key)
  assertGood(input, key)
  return sampleOf(from, key, input.language, { ...input, own: true })
})
