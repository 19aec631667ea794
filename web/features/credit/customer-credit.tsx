import { Button } from '@mantine/core'
import { IconLink, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { inTermsOf } from '#core/contacts/terms.ts'
import type { CreditProposal, CreditStanding, CustomerCredit } from '#core/credit/api.ts'
import { api } from '#web/client.ts'
import type { OfCustomer } from '#web/customer-slots.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Facts, Section, Why } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Count, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { StateChip } from './application-chip.tsx'
import css from './credit.module.css'
import { GrantDialog, type Granting, HoldDialog, ReleaseDialog } from './dialogs.tsx'
import { MakeFormDialog } from './make-form.tsx'
import { ReasonLines, useShortTerms } from './reasons.tsx'

/** The tab «الائتمان» of a customer: how they stand, what they have earned, what they asked for. */
export function CustomerCreditTab({ customerId }: OfCustomer) {
  const t = useWords('credit')
  const [granting, setGranting] = useState<Granting>()
  const { data, error, refetch } = useQuery(
    api.credit.show.queryOptions({ input: { id: customerId } }),
  )
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones rows={6} />
  return (
    <>
      <Section title={t('stands')}>
        <Standing standing={data.standing} onGrant={setGranting} />
      </Section>
      <Section title={t('earned')}>
        <Earned proposal={data.proposal} first={data.standing.first} onTake={setGranting} />
      </Section>
      <Applications customerId={customerId} rows={data.applications} />
      {granting && (
        <GrantDialog
          customerId={customerId}
          granting={granting}
          onClose={() => setGranting(undefined)}
        />
      )}
    </>
  )
}

type StandingProps = Readonly<{
  standing: CreditStanding
  onGrant: (granting: Granting) => void
}>

function Standing({ standing, onGrant }: StandingProps) {
  const t = useWords('credit')
  const { granted, release } = standing
  return (
    <>
      <div className={css['stand']}>
        <Chip tone={standing.allowed ? 'good' : 'info'}>
          {t(standing.allowed && standing.limit.minor > 0 ? 'may_buy' : 'may_not')}
        </Chip>
        {!standing.ruled && <span className="dim">{t('not_ruled')}</span>}
      </div>
      <dl className={css['figures']}>
        {(['limit', 'exposure', 'headroom'] as const).map((of) => (
          <div key={of}>
            <dt>{t(of === 'exposure' ? 'used' : of === 'headroom' ? 'left' : of)}</dt>
            <dd>
              <Money value={standing[of]} />
            </dd>
          </div>
        ))}
      </dl>
      <ReasonLines {...standing} />
      {release && <Released release={release} />}
      {granted && <Granted granted={granted} />}
      <Acts standing={standing} onGrant={onGrant} />
    </>
  )
}

function Released({ release }: { release: NonNullable<CreditStanding['release']> }) {
  const t = useWords('credit')
  const format = useFormat()
  return (
    <Why>
      {t('released', {
        day: format.day(release.until, { weekday: true }),
        by: `\u2068${release.by}\u2069`,
        reason: `\u2068${release.reason}\u2069`,
      })}
    </Why>
  )
}

function Granted({ granted }: { granted: NonNullable<CreditStanding['granted']> }) {
  const t = useWords('credit')
  const format = useFormat()
  const terms = useShortTerms()
  const on = format.day(format.dayOf(granted.at))
  return (
    <Facts
      rows={[
        [t('terms'), terms(granted.terms)],
        [t('review'), <Day key="review" value={granted.reviewOn} weekday />],
        [
          t('valid_until'),
          granted.validUntil ? <Day key="until" value={granted.validUntil} /> : t('always'),
        ],
        ...(granted.conditions
          ? [[t('conditions'), <Bdi key="conditions">{granted.conditions}</Bdi>] as const]
          : []),
        [t('granted'), t('granted_on', { by: `\u2068${granted.by}\u2069`, day: on })],
      ]}
    />
  )
}

function Acts({ standing, onGrant }: StandingProps) {
  const t = useWords('credit')
  const may = useMay()
  const [asked, setAsked] = useState<'hold' | 'release'>()
  const { granted, hold, customerId } = standing
  const stopped = standing.reasons.some(({ code }) => code !== 'cash_only' && code !== 'over_limit')
  const close = () => setAsked(undefined)
  return (
    <div className={css['acts']}>
      {may('credit.decide') && (
        <Button
          variant="default"
          onClick={() =>
            onGrant({
              limit: granted?.limit ?? standing.limit,
              terms: standing.first.terms,
              reviewOn: standing.first.reviewOn,
              conditions: granted?.conditions ?? '',
              reason: '',
            })
          }
        >
          {t(granted ? 'grant_change' : 'grant')}
        </Button>
      )}
      {may('credit.decide') && (hold || (stopped && granted)) && (
        <Button variant="default" onClick={() => setAsked('release')}>
          {t('release')}
        </Button>
      )}
      {may('credit.hold') && !hold && (
        <Button variant="default" onClick={() => setAsked('hold')}>
          {t('hold')}
        </Button>
      )}
      {asked === 'hold' && <HoldDialog customerId={customerId} onClose={close} />}
      {asked === 'release' && (
        <ReleaseDialog customerId={customerId} held={hold !== null} onClose={close} />
      )}
    </div>
  )
}

type EarnedProps = Readonly<{
  proposal: CreditProposal
  first: CreditStanding['first']
  onTake: (granting: Granting) => void
}>

/** What the customer's own behaviour is worth, with everything that it is made of. */
function Earned({ proposal, first, onTake }: EarnedProps) {
  const t = useWords('credit')
  const may = useMay()
  const { limit, terms, points } = proposal
  return (
    <>
      <ProposalWords proposal={proposal} />
      <ul className={css['parts']}>
        {proposal.parts.map(({ part, points: given, most }) => (
          <li key={part}>
            <span>{t(`part_${part}`)}</span>
            <span className={css['bar']} aria-hidden="true">
              <span style={{ inlineSize: `${(given * 100) / most}%` }} />
            </span>
            <bdi dir="ltr">
              <Count value={given} /> / <Count value={most} />
            </bdi>
          </li>
        ))}
      </ul>
      {may('credit.decide') && limit.minor > 0 && (
        <div className={css['acts']}>
          <Button
            variant="default"
            onClick={() =>
              onTake({
                ...{ limit, reviewOn: first.reviewOn, conditions: '' },
                terms: inTermsOf(first.terms, terms),
                reason: t('take_reason', { points }),
              })
            }
          >
            {t('take')}
          </Button>
        </div>
      )}
    </>
  )
}

function ProposalWords({ proposal }: { proposal: CreditProposal }) {
  const t = useWords('credit')
  const format = useFormat()
  const terms = useShortTerms()
  const { limit, points, tooNew, monthly, months, rewardPercent, streak } = proposal
  if (tooNew) return <Why>{t('too_new')}</Why>
  const lead =
    limit.minor > 0
      ? t('proposes', { amount: format.money(limit), terms: terms(proposal.terms) })
      : t('proposes_cash')
  return (
    <>
      <p className={css['roomLine']}>
        <b>{t('points', { points })}</b> {lead}
      </p>
      <Why>
        {t('because_days', { days: proposal.averageDaysLate, count: proposal.paidCount })}{' '}
        {limit.minor > 0 && t('because_bought', { monthly: format.money(monthly), months })}{' '}
        {rewardPercent > 0 &&
          limit.minor > 0 &&
          t('because_reward', { count: streak, percent: format.percent(rewardPercent / 100) })}
      </Why>
    </>
  )
}

type ApplicationsProps = Readonly<{
  customerId: string
  rows: CustomerCredit['applications']
}>

function Applications({ customerId, rows }: ApplicationsProps) {
  const t = useWords('credit')
  const may = useMay()
  const go = useGo()
  const forms = useWords('creditForms')
  const [making, setMaking] = useState(false)
  const open = rows.some(({ state }) => state === 'open')
  return (
    <Section
      title={t('applications')}
      actions={
        !open && (
          <div className={css['heads']}>
            {may('credit.invite') && (
              <Button
                variant="default"
                leftSection={<IconLink size={16} />}
                onClick={() => setMaking(true)}
              >
                {forms('make')}
              </Button>
            )}
            {may('credit.apply') && (
              <Button
                variant="default"
                leftSection={<IconPlus size={16} />}
                onClick={() => go(`/credit-applications/new?customer=${customerId}`)}
              >
                {t('apply')}
              </Button>
            )}
          </div>
        )
      }
    >
      {making && <MakeFormDialog customerId={customerId} onClose={() => setMaking(false)} />}
      {rows.length === 0 && <p className="dim">{t('applications_none')}</p>}
      <ul className={css['lines']}>
        {rows.map((row) => (
          <ApplicationLine key={row.id} row={row} />
        ))}
      </ul>
    </Section>
  )
}

function ApplicationLine({ row }: { row: CustomerCredit['applications'][number] }) {
  const t = useWords('credit')
  const forms = useWords('creditForms')
  const format = useFormat()
  const terms = useShortTerms()
  return (
    <li>
      <div>
        <Go to={`/credit-applications/${row.id}`} className="link">
          {t('asked_line', { amount: format.money(row.limit), terms: terms(row.terms) })}
        </Go>
        <small>
          {(row.source === 'customer' ? forms : t)('opened_line', {
            by: `\u2068${row.openedBy}\u2069`,
            day: format.day(format.dayOf(row.openedAt)),
          })}
        </small>
      </div>
      {row.source === 'customer' && <Chip tone="word">{forms('from_customer')}</Chip>}
      <StateChip state={row.state} />
    </li>
  )
}
