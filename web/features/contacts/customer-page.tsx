import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo } from 'react'
import type { Customer } from '#core/contacts/customer.ts'
import { api } from '#web/client.ts'
import { type CustomerTab, useCustomerSlots } from '#web/customer-slots.ts'
import { useMay } from '#web/me.tsx'
import { useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Why } from '#web/ui/page.tsx'
import { AuditList } from '#web/ui/record/audit-list.tsx'
import { RecordBody, RecordPage, type Tab, Tabs } from '#web/ui/record/record.tsx'
import { useLabels, useWords } from '#web/words.ts'
import { CustomerFacts } from './customer-facts.tsx'
import { CustomerHead } from './customer-head.tsx'
import { CustomerTimeline } from './customer-timeline.tsx'
import { MergeHistory } from './merge-history.tsx'
import { PeopleTab } from './people-tab.tsx'

/** One customer: how it stands, everything that happened, and what other features add. */
export const CustomerPage = () => <CustomerRecord tab="timeline" />

/** The same record, opened at one of its tabs. */
export const CustomerTabPage = () => <CustomerRecord tab={useParam('tab')} />

function CustomerRecord({ tab }: { tab: string }) {
  const id = useParam('id')
  const t = useWords('contacts')
  const { data, error, refetch } = useQuery(api.contacts.show.queryOptions({ input: { id } }))
  const { customerTabs } = useCustomerSlots()
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones rows={8} />
  const slot = customerTabs.find((each) => each.id === tab)
  return (
    <RecordPage>
      <CustomerHead customer={data} />
      {data.survivorId && <MergedAway survivorId={data.survivorId} />}
      <RecordTabs customer={data} active={slot?.id ?? tab} />
      <RecordBody sideLabel={t('facts')} side={<CustomerFacts customer={data} />}>
        <TabBody customer={data} tab={tab} slot={slot} />
      </RecordBody>
    </RecordPage>
  )
}

type BodyProps = Readonly<{ customer: Customer; tab: string; slot: CustomerTab | undefined }>

function TabBody({ customer, tab, slot }: BodyProps) {
  if (slot) return <SlotBody slot={slot} customerId={customer.id} />
  if (tab === 'people') return <PeopleTab customer={customer} />
  if (tab === 'history')
    return (
      <>
        <MergeHistory customer={customer} />
        <AuditList aboutId={customer.id} />
      </>
    )
  return <CustomerTimeline customerId={customer.id} />
}

function SlotBody({ slot, customerId }: { slot: CustomerTab; customerId: string }) {
  const Body = useMemo(() => lazy(async () => ({ default: await slot.load() })), [slot])
  return (
    <Suspense fallback={<Bones rows={6} />}>
      <Body customerId={customerId} />
    </Suspense>
  )
}

function MergedAway({ survivorId }: { survivorId: string }) {
  const t = useWords('contacts')
  return (
    <Why>
      {t('merged_into')}{' '}
      <Go to={`/customers/${survivorId}`} className="link">
        {t('open_survivor')}
      </Go>
    </Why>
  )
}

const noCount = () => undefined

/** Tabs of this feature around those that others offer; hooks of counts run in one steady order. */
function RecordTabs({ customer, active }: { customer: Customer; active: string }) {
  const t = useWords('contacts')
  const labels = useLabels()
  const may = useMay()
  const { customerTabs } = useCustomerSlots()
  const path = `/customers/${customer.id}`
  // biome-ignore lint/correctness/useHookAtTopLevel: which tabs there are never changes while the page lives.
  const counts = customerTabs.map(({ useCount = noCount }) => useCount(customer.id))
  const own = ['timeline', 'people', 'history']
  const known = own.includes(active) || customerTabs.some(({ id }) => id === active)
  const isActive = (id: string) => id === active || (id === 'timeline' && !known)
  const others = customerTabs.flatMap(({ id, label, permission }, at): Tab[] => {
    if (permission && may(permission) === undefined) return []
    const count = counts[at]
    const tab = { to: `${path}/${id}`, label: labels(label), active: isActive(id) }
    return [count === undefined ? tab : { ...tab, count }]
  })
  return (
    <Tabs
      label={t('parts')}
      tabs={[
        { to: path, label: t('tab_timeline'), active: isActive('timeline') },
        ...others,
        { to: `${path}/people`, label: t('tab_people'), active: isActive('people') },
        ...(may('audit.read')
          ? [{ to: `${path}/history`, label: t('tab_history'), active: isActive('history') }]
          : []),
      ]}
    />
  )
}
