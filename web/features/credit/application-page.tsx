import { Button } from '@mantine/core'
import { IconCheck, IconPencil, IconUser, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { inTermsOf } from '#core/contacts/terms.ts'
import { type CreditApplication, checkKinds } from '#core/credit/application.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { useGo, useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Facts, Section, Why } from '#web/ui/page.tsx'
import { AuditList } from '#web/ui/record/audit-list.tsx'
import { RecordBody, RecordHeader, RecordPage } from '#web/ui/record/record.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Count, Ltr, Phone } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { StateChip } from './application-chip.tsx'
import css from './credit.module.css'
import { ApproveDialog, RefuseDialog } from './dialogs.tsx'
import { Documents } from './documents.tsx'
import { useShortTerms } from './reasons.tsx'
import { useChange } from './use-change.ts'

type Of = Readonly<{ application: CreditApplication }>

/** One application: what is asked, what is known, and the decision. */
export function ApplicationPage() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(api.credit.application.queryOptions({ input: { id } }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return data ? <Application application={data} /> : <Bones rows={8} />
}

function Application({ application }: Of) {
  const t = useWords('credit')
  const forms = useWords('creditForms')
  const may = useMay()
  const terms = useShortTerms()
  const { data: customer } = useQuery(
    api.contacts.show.queryOptions({ input: { id: application.customerId } }),
  )
  return (
    <RecordPage>
      <RecordHeader
        plain
        name={t('application')}
        chips={
          <>
            <StateChip state={application.state} />
            {application.source === 'customer' && <Chip tone="word">{forms('from_customer')}</Chip>}
          </>
        }
        facts={
          <span>
            <IconUser size={15} aria-hidden="true" />
            <Go to={`/customers/${application.customerId}/credit`} className="link">
              <Bdi>{customer?.name ?? ''}</Bdi>
            </Go>
          </span>
        }
        actions={<Actions application={application} />}
      >
        <div>
          <p className="eyebrow">{t('asked_limit')}</p>
          <Money value={application.limit} size="hero" />
          <p className="dim">
            {t('terms')}: {terms(application.terms)}
          </p>
        </div>
      </RecordHeader>
      <RecordBody sideLabel={t('facts')} side={<Side application={application} />}>
        <Decided application={application} />
        <SaidCompany application={application} />
        <Section title={t('checks')}>
          <Checks application={application} />
        </Section>
        <References application={application} />
        <Section title={t('documents')}>
          <Documents application={application} />
        </Section>
        {may('audit.read') && (
          <Section title={t('history')}>
            <AuditList aboutId={application.id} />
          </Section>
        )}
      </RecordBody>
    </RecordPage>
  )
}

function Decided({ application: { decision, decidedAt, decidedBy } }: Of) {
  const t = useWords('credit')
  const format = useFormat()
  const terms = useShortTerms()
  if (decidedAt === null) return null
  return (
    <Why>
      {t('decided_line', {
        by: `\u2068${decidedBy ?? ''}\u2069`,
        day: format.day(format.dayOf(decidedAt)),
      })}
      {decision?.limit &&
        decision.terms &&
        `. ${t('granted_line', { amount: format.money(decision.limit), terms: terms(decision.terms) })}`}
      {(decision?.reason || decision?.conditions) && (
        <>
          . <Bdi>{decision.reason || decision.conditions}</Bdi>
        </>
      )}
    </Why>
  )
}

/** What the customer wrote of their company: beside the record, which it does not change. */
function SaidCompany({ application: { company } }: Of) {
  const t = useWords('creditForms')
  if (!company) return null
  const rows: (readonly [string, ReactNode])[] = [
    [t('company_name'), <Bdi key="name">{company.name}</Bdi>],
    [t('contact_name'), <Bdi key="contact">{company.contactName}</Bdi>],
  ]
  if (company.phone) rows.push([t('phone'), <Phone key="phone" value={company.phone} />])
  if (company.email) rows.push([t('email'), <Ltr key="email">{company.email}</Ltr>])
  if (company.city) rows.push([t('city'), <Bdi key="city">{company.city}</Bdi>])
  if (company.registration)
    rows.push([t('registration'), <Code key="registration">{company.registration}</Code>])
  if (company.vatNumber) rows.push([t('vat_number'), <Code key="vat">{company.vatNumber}</Code>])
  return (
    <Section title={t('said_company')}>
      <Facts rows={rows} />
      <p className="dim">{t('said_company_hint')}</p>
    </Section>
  )
}

function Checks({ application: { checks } }: Of) {
  const t = useWords('credit')
  return (
    <ul className={css['lines']}>
      {checkKinds.map((kind) => {
        const check = checks.find((each) => each.kind === kind)
        return (
          <li key={kind}>
            <div>
              {t(`check_${kind}`)}
              {check?.note && (
                <small>
                  <bdi dir="auto">{check.note}</bdi>
                </small>
              )}
            </div>
            <Chip tone={check ? (check.outcome === 'good' ? 'good' : 'info') : 'plain'}>
              {t(check ? `check_${check.outcome}` : 'check_none')}
            </Chip>
          </li>
        )
      })}
    </ul>
  )
}

function References({ application: { references } }: Of) {
  const t = useWords('credit')
  if (references.length === 0) return null
  return (
    <Section title={t('references')}>
      <ul className={css['lines']}>
        {references.map(({ name, phone, said }) => (
          <li key={`${name} ${phone}`}>
            <div>
              <Bdi>{name}</Bdi>
              {said && (
                <small>
                  <bdi dir="auto">{said}</bdi>
                </small>
              )}
            </div>
            {phone && <Phone value={phone} />}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Side({ application }: Of) {
  const t = useWords('credit')
  const format = useFormat()
  const forms = useWords('creditForms')
  const { facts, note, openedBy, openedAt, source } = application
  const rows: (readonly [string, ReactNode])[] = []
  if (facts.yearsInBusiness !== null)
    rows.push([t('years'), <Count key="years" value={facts.yearsInBusiness} />])
  if (facts.yearlySales)
    rows.push([t('yearly_sales'), <Money key="sales" value={facts.yearlySales} />])
  if (facts.employees !== null)
    rows.push([t('employees'), <Count key="employees" value={facts.employees} />])
  if (facts.bank) rows.push([t('bank'), <Bdi key="bank">{facts.bank}</Bdi>])
  return (
    <>
      {rows.length > 0 && <Facts rows={rows} />}
      {note && <p dir="auto">{note}</p>}
      <p className="dim">
        {(source === 'customer' ? forms : t)('opened_line', {
          by: `\u2068${openedBy}\u2069`,
          day: format.day(format.dayOf(openedAt)),
        })}
      </p>
    </>
  )
}

function Actions({ application }: Of) {
  const t = useWords('credit')
  const edit = useWords('ui')('edit')
  const may = useMay()
  const go = useGo()
  const [asked, setAsked] = useState<'approve' | 'refuse'>()
  const { id, limit, terms, customerId } = application
  const { data: check } = useQuery(
    api.credit.check.queryOptions({ input: { id: customerId, minor: 0 } }),
  )
  const withdraw = useChange(
    () => client.credit.withdrawApplication({ id }),
    () => toast.said(t('withdrawn_said')),
  )
  const close = () => setAsked(undefined)
  if (application.state !== 'open') return null
  return (
    <>
      {may('credit.decide') && (
        <>
          <Button leftSection={<IconCheck size={16} />} onClick={() => setAsked('approve')}>
            {t('approve')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconX size={16} />}
            onClick={() => setAsked('refuse')}
          >
            {t('refuse')}
          </Button>
        </>
      )}
      {may('credit.apply') && (
        <>
          <Button
            variant="default"
            leftSection={<IconPencil size={16} />}
            onClick={() => go(`/credit-applications/${id}/edit`)}
          >
            {edit}
          </Button>
          <Button
            variant="default"
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate(undefined)}
          >
            {t('withdraw')}
          </Button>
        </>
      )}
      {asked === 'approve' && check && (
        <ApproveDialog
          id={id}
          granting={{
            ...{ limit, conditions: '', reviewOn: check.first.reviewOn, reason: '' },
            terms: inTermsOf(check.first.terms, terms),
          }}
          onClose={close}
        />
      )}
      {asked === 'refuse' && <RefuseDialog id={id} onClose={close} />}
    </>
  )
}
