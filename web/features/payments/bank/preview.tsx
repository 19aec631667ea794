import type { BankPreview } from '#core/payments/api.ts'
import { useFormat } from '#web/format.ts'
import { Chip } from '#web/ui/chip.tsx'
import { Facts, Section, Why } from '#web/ui/page.tsx'
import { ScrollArea } from '#web/ui/scroll-area.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Count, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './bank.module.css'

/** What a file says before it is taken: its days and sums, what is wrong with it, and its lines. */
export function Preview({ preview }: { preview: BankPreview }) {
  const t = useWords('bank')
  const format = useFormat()
  const { statement, taken } = preview
  return (
    <>
      {taken && (
        <div className={css['alone']}>
          <Why>{t('file_taken', { by: taken.by, day: format.day(format.dayOf(taken.at)) })}</Why>
        </div>
      )}
      {preview.passedOver > 0 && (
        <p role="alert" className={css['refused']}>
          {t('passed_over', { count: preview.passedOver })}
        </p>
      )}
      {preview.faults.length > 0 && <Faults faults={preview.faults} />}
      {statement && (
        <Section
          title={t(`format_${preview.format}`)}
          actions={
            <Chip tone={statement.proven ? 'good' : 'late1'}>
              {t(statement.proven ? 'proven' : 'unproven')}
            </Chip>
          }
        >
          <Statement statement={statement} />
        </Section>
      )}
      {preview.lines.length > 0 && <Lines preview={preview} />}
    </>
  )
}

function Statement({ statement }: { statement: NonNullable<BankPreview['statement']> }) {
  const t = useWords('bank')
  const rows: (readonly [string, React.ReactNode])[] = [
    [
      t('days'),
      <span key="d">
        <Day value={statement.from} /> {t('until')} <Day value={statement.to} />
      </span>,
    ],
    [t('lines'), <Count key="l" value={statement.lines} />],
    [t('money_in'), <Money key="i" value={statement.moneyIn} />],
    [t('money_out'), <Money key="o" value={statement.moneyOut} />],
  ]
  if (statement.opening) rows.push([t('opening'), <Money key="b" value={statement.opening} />])
  if (statement.closing) rows.push([t('closing'), <Money key="e" value={statement.closing} />])
  if (statement.account) rows.push([t('account'), <Code key="a">{statement.account}</Code>])
  if (statement.known > 0) rows.push([t('known'), <Count key="k" value={statement.known} />])
  return <Facts rows={rows} />
}

function Faults({ faults }: { faults: BankPreview['faults'] }) {
  const t = useWords('bank')
  return (
    <Section title={t('faults')} hint={t('faults_hint')}>
      <ul className={css['faults']} role="alert">
        {faults.map((fault) => (
          <li key={`${fault.row} ${fault.reason}`}>
            <b>{t('row', { row: fault.row })}</b> {t(`fault_${fault.reason}`)}
            {fault.expected !== undefined && (
              <>
                {' '}
                {t('expected')} <Code>{fault.expected}</Code> {t('found')}{' '}
                <Code>{fault.found ?? ''}</Code>
              </>
            )}
            {fault.expected === undefined && fault.found && (
              <>
                {' '}
                «<Bdi>{fault.found}</Bdi>»
              </>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Lines({ preview }: { preview: BankPreview }) {
  const t = useWords('bank')
  const currency = preview.statement?.currency ?? 'SAR'
  return (
    <Section
      title={t('lines')}
      {...((preview.statement?.lines ?? 0) > preview.lines.length && {
        hint: t('first_lines', { count: preview.lines.length }),
      })}
    >
      <ScrollArea className={css['table']} label={t('lines')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('booked_on')}</th>
              <th scope="col">{t('description')}</th>
              <th scope="col" className="num">
                {t('amount')}
              </th>
              <th scope="col" className="num">
                {t('balance_after')}
              </th>
            </tr>
          </thead>
          <tbody>
            {preview.lines.map((line) => (
              <tr key={line.row} data-known={line.known || undefined}>
                <td>
                  <Day value={line.bookedOn} />
                </td>
                <td>
                  <Bdi>{line.description}</Bdi>
                  {line.known && <small>{t('already_here')}</small>}
                </td>
                <td className="num">
                  <Money value={{ minor: line.amount, currency }} bare />
                </td>
                <td className="num">
                  {line.balance !== null && (
                    <Money value={{ minor: line.balance, currency }} bare />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </Section>
  )
}
