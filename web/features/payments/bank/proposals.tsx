import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { BankLine } from '#core/payments/api.ts'
import { useFormat } from '#web/format.ts'
import { useKeys } from '#web/keys.ts'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
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
  ...(proposal.noticeId && { noticeId: proposal.noticeId }),
})

/** Whose a line may be, the best first, each with its reasons; Enter accepts the first. */
export function Proposals({ line, busy, acts, onMatch }: Props) {
  const t = useWords('bank')
  const [remembers, setRemembers] = useState(false)
  const words = line.rememberable
  const accept = (proposal: Proposal) =>
    onMatch({ ...wantedOf(proposal), ...(remembers && words && { remember: words }) })
  const [best] = line.proposals
  useKeys({ Enter: () => acts && !busy && best && accept(best) })
  if (line.proposals.length === 0)
    return <p className={`dim ${css['alone']}`}>{t('no_proposals')}</p>
  return (
    <Section title={t('proposals')} hint={t('proposals_hint')}>
      <ol className={css['proposals']}>
        {line.proposals.map((proposal, at) => (
          <li key={`${proposal.customerId} ${proposal.paymentId ?? ''}`}>
            <ProposalCard
              proposal={proposal}
              first={at === 0}
              busy={busy}
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
  onAccept?: () => void
}>

function ProposalCard({ proposal, first, busy, onAccept }: CardProps) {
  const t = useWords('bank')
  const format = useFormat()
  const amount = proposal.items.reduce((sum, item) => sum + item.amount.minor, 0)
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
      {proposal.unapplied.minor > 0 && (
        <p className="dim">
          {t('stays_on_account')} <Money value={proposal.unapplied} />
        </p>
      )}
      {onAccept && (
        <Button
          variant={first ? 'filled' : 'default'}
          size="compact-md"
          loading={busy}
          aria-keyshortcuts={first ? 'Enter' : undefined}
          onClick={onAccept}
        >
          {proposal.paymentId ? t('link_it') : t(amount > 0 ? 'book_it' : 'book_on_account')}
        </Button>
      )}
    </>
  )
}
