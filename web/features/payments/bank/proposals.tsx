import { Button, Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Rate } from '#core/money.ts'
import type { BankLine } from '#core/payments/api.ts'
import { useFormat } from '#web/format.ts'
import { useKeys } from '#web/keys.ts'
import { useMe } from '#web/me.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Section, Why } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Count } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './bank.module.css'
import { freshPayment, type Wanted } from './wanted.ts'

type Proposal = BankLine['proposals'][number]
type Props = Readonly<{
  line: BankLine
  busy: boolean
  acts: boolean
  onMatch: (wanted: Wanted) => void
}>

const wantedOf = (proposal: Proposal): Wanted => ({
  customerId: proposal.customerId,
  ...(proposal.paymentId
    ? { knownPaymentId: proposal.paymentId }
    : { ...freshPayment(), shares: proposal.shares }),
  ...(proposal.chequeId && { chequeId: proposal.chequeId }),
  ...(proposal.depositId && { depositId: proposal.depositId }),
  ...(proposal.noticeId && { noticeId: proposal.noticeId }),
})

/** Whose a line may be, the best first, each with its reasons; Enter accepts the first. */
export function Proposals({ line, busy, acts, onMatch }: Props) {
  const t = useWords('bank')
  const [remembers, setRemembers] = useState(false)
  const words = line.rememberable
  const { company } = useMe()
  const { currency } = line.amount
  const foreign = currency !== company.baseCurrency
  const [typed, setTyped] = useState('')
  const rate = foreign ? Rate.safeParse(typed.trim()).data : undefined
  /** What books money of another currency needs its rate; a link books nothing. */
  const lacksRate = (proposal: Proposal) =>
    foreign && rate === undefined && proposal.paymentId === null
  const accept = (proposal: Proposal) =>
    onMatch({
      ...wantedOf(proposal),
      ...(rate && { rate }),
      ...(remembers && words && { remember: words }),
    })
  const [best] = line.proposals
  // Enter books nothing that may be in the books already: that takes a look and a press.
  const doubtful = (proposal: Proposal) => line.entries.length > 0 && proposal.paymentId === null
  useKeys({
    Enter: () => acts && !busy && best && !lacksRate(best) && !doubtful(best) && accept(best),
  })
  if (line.proposals.length === 0)
    return <p className={`dim ${css['alone']}`}>{t('no_proposals')}</p>
  return (
    <Section title={t('proposals')} hint={t('proposals_hint')}>
      {best && doubtful(best) && (
        <div className={css['beside']}>
          <Why>{t('entries_beside')}</Why>
        </div>
      )}
      {acts && foreign && (
        <TextInput
          label={t('rate', { from: currency, to: company.baseCurrency })}
          description={rate === undefined ? t('rate_first') : undefined}
          inputMode="decimal"
          className="ltr-input"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <ol className={css['proposals']}>
        {line.proposals.map((proposal, at) => (
          <li
            key={`${proposal.customerId} ${proposal.paymentId ?? proposal.chequeId ?? proposal.depositId ?? ''}`}
          >
            <ProposalCard
              proposal={proposal}
              first={at === 0 && !doubtful(proposal)}
              busy={busy}
              waits={lacksRate(proposal)}
              {...(acts && { onAccept: () => accept(proposal) })}
            />
          </li>
        ))}
      </ol>
      {acts && words && (
        <Checkbox
          size="sm"
          label={t('remember')}
          description={<Bdi>{words}</Bdi>}
          checked={remembers}
          onChange={(event) => setRemembers(event.currentTarget.checked)}
        />
      )}
    </Section>
  )
}

type CardProps = Readonly<{
  proposal: Proposal
  first: boolean
  busy: boolean
  /** Something has to be written before it can be accepted. */
  waits: boolean
  onAccept?: () => void
}>

function ProposalCard({ proposal, first, busy, waits, onAccept }: CardProps) {
  const t = useWords('bank')
  const format = useFormat()
  const amount = proposal.items.reduce((sum, item) => sum + item.amount.minor, 0)
  const alone = proposal.depositId ? 'book_advance' : 'book_on_account'
  const verb = proposal.chequeId ? 'clear_it' : amount > 0 ? 'book_it' : alone
  return (
    <>
      <div className={css['proposalHead']}>
        <Go to={`/customers/${proposal.customerId}`} className="link">
          <Bdi>{proposal.customerName}</Bdi>
        </Go>
        <Code quiet>{proposal.customerNumber}</Code>
        <span className={css['score']}>
          {t('score')} <Count value={proposal.score} />
        </span>
      </div>
      <p className={css['why']}>
        {proposal.why.map(({ code, points }) => (
          <Chip key={code} tone={code === 'notice' ? 'info' : 'plain'}>
            {t(`why_${code}`)} <span className="muted">+{points}</span>
          </Chip>
        ))}
      </p>
      {proposal.paymentId && (
        <p className="dim">{t('already', { number: proposal.paymentNumber ?? '' })}</p>
      )}
      {proposal.paymentId && proposal.noticeId && <p className="dim">{t('answers_his_notice')}</p>}
      {proposal.chequeId && (
        <p className="dim">{t('clears_cheque', { number: proposal.chequeNumber ?? '' })}</p>
      )}
      {proposal.depositId && (
        <p className="dim">{t('pays_advance', { number: proposal.depositNumber ?? '' })}</p>
      )}
      {proposal.items.length > 0 && (
        <ul className={css['items']}>
          {proposal.items.map((item) => (
            <li key={item.itemId}>
              <span>
                <Code>{item.number}</Code> <small>{format.day(item.dueOn)}</small>
              </span>
              <span>
                <Money value={item.amount} />
                {item.amount.minor < item.balance.minor && (
                  <small>
                    {' '}
                    {t('of_balance')} <Money value={item.balance} />
                  </small>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {proposal.unapplied.minor > 0 && !proposal.depositId && (
        <p className="dim">
          {t('stays_on_account')} <Money value={proposal.unapplied} />
        </p>
      )}
      {onAccept && (
        <Button
          variant={first ? 'filled' : 'default'}
          size="compact-md"
          loading={busy}
          disabled={waits}
          aria-keyshortcuts={first ? 'Enter' : undefined}
          onClick={onAccept}
        >
          {t(proposal.paymentId ? 'link_it' : verb)}
        </Button>
      )}
    </>
  )
}
