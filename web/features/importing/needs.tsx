import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { ImportOptions, type ImportView } from '#core/importing/api.ts'
import type { RefusalReason } from '#core/importing/reasons.ts'
import { Count } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './importing.module.css'
import type { Answer } from './use-import.ts'

type Options = Partial<ImportView['options']>
type Words = ReturnType<typeof useWords<'importing'>>
type Props = Readonly<{
  view: ImportView
  answer: Answer
  onLook: (sheet: number, reason: RefusalReason) => void
}>

/** What settles every row of a kind at once. */
function answersFor(reason: RefusalReason, view: ImportView, t: Words): [string, Options][] {
  const { currency } = view.options
  switch (reason) {
    case 'unknown_customer':
      return [[t('answer_create'), { unknownCustomers: 'create' }]]
    case 'payment_exceeds_balance':
      return [[t('answer_on_account'), { excess: 'on_account' }]]
    case 'amounts_do_not_add_up':
      return [
        [t('answer_believe_paid'), { disagreement: 'believe_paid' }],
        [t('answer_believe_balance'), { disagreement: 'believe_balance' }],
      ]
    case 'negative_amount':
      return [[t('answer_credit'), { negatives: 'credit' }]]
    case 'unknown_currency':
      return [[t('answer_assume', { currency }), { assumeCurrency: true }]]
    default:
      return []
  }
}

const shipped = ImportOptions.parse({})

/** What was decided for the whole file, each with its way back. */
function decisionsOf({ options }: ImportView, t: Words): [string, Options][] {
  const { currency, left, edits } = options
  const all: [boolean, string, Options][] = [
    [options.unknownCustomers === 'create', t('done_create'), { unknownCustomers: 'refuse' }],
    [options.excess === 'on_account', t('done_on_account'), { excess: 'refuse' }],
    [options.negatives === 'credit', t('done_credit'), { negatives: 'refuse' }],
    [options.assumeCurrency, t('done_assume', { currency }), { assumeCurrency: false }],
    [left.length > 0, t('done_left', { count: left.length }), { left: shipped.left }],
    [
      Object.keys(edits).length > 0,
      t('done_edits', { count: Object.keys(edits).length }),
      { edits: shipped.edits },
    ],
  ]
  if (options.disagreement !== 'refuse')
    all.push([true, t(`done_${options.disagreement}`), { disagreement: 'refuse' }])
  return all.flatMap(([made, words, back]): [string, Options][] => (made ? [[words, back]] : []))
}

/** The kinds of errors, counted over the whole file, each with an answer for all of it. */
export function Needs({ view, answer, onLook }: Props) {
  const t = useWords('importing')
  const { reasons = [], warnings = [] } = view.summary ?? {}
  const decisions = decisionsOf(view, t)
  const anyReady = view.sheets.some(({ counts }) => counts.ready > 0)
  return (
    <div className={css['part']}>
      <h2>{t('needs')}</h2>
      {reasons.length === 0 && <p>{t(anyReady ? 'needs_none' : 'foot_none')}</p>}
      <ul className={css['needs']}>
        {reasons.map(({ sheet, reason, count }) => (
          <Line key={`${sheet} ${reason}`} count={count} words={t(`reason_${reason}`)}>
            {answersFor(reason, view, t).map(([words, options]) => (
              <Button
                key={words}
                variant="default"
                size="compact-sm"
                onClick={() => answer({ options })}
              >
                {words}
              </Button>
            ))}
            <Button variant="subtle" size="compact-sm" onClick={() => onLook(sheet, reason)}>
              {t('look')}
            </Button>
          </Line>
        ))}
        {warnings.map(({ warning, count }) => (
          <Line key={warning} count={count} words={t(`warning_${warning}`)} quiet />
        ))}
      </ul>
      {decisions.length > 0 && (
        <>
          <h3>{t('answered')}</h3>
          <ul className={css['needs']}>
            {decisions.map(([words, options]) => (
              <Line key={words} words={words}>
                <Button variant="subtle" size="compact-sm" onClick={() => answer({ options })}>
                  {t('take_back')}
                </Button>
              </Line>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

type LineProps = Readonly<{
  count?: number
  words: string
  quiet?: boolean
  children?: ReactNode
}>

const Line = ({ count, words, quiet, children }: LineProps) => (
  <li>
    {count !== undefined && (
      <b>
        <Count value={count} />
      </b>
    )}
    <span className={quiet ? 'muted' : undefined}>{words}</span>
    {children && <span className={css['acts']}>{children}</span>}
  </li>
)
