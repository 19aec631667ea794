import { Button } from '@mantine/core'
import { IconAddressBook, IconCopy, IconPlus, IconTag, IconUserCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { CustomerRow } from '#core/contacts/api.ts'
import { api } from '#web/client.ts'
import { useMay, useMe } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Blank } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import type { FilterDef } from '#web/ui/list/filter.ts'
import type { BulkAction, Selection } from '#web/ui/list/model.ts'
import { SavedViews } from '#web/ui/list/saved-views.tsx'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { BulkOwner, BulkTags } from './bulk.tsx'
import { useCustomerColumns } from './customer-columns.tsx'
import { customersSource, exportAddress } from './customers-source.ts'
import { useOwners } from './owners.ts'
import { StageChip } from './stage-chip.tsx'

/** Everyone who owes, owed or may buy. */
export function CustomersPage() {
  const t = useWords('contacts')
  const go = useGo()
  const may = useMay()
  const { language } = usePreferences()
  const [bulk, setBulk] = useState<{ verb: 'tag' | 'owner'; of: Selection<CustomerRow> }>()
  const columns = useCustomerColumns()
  const filters = useCustomerFilters()
  const changes = may('contacts.change') !== undefined
  const actions: BulkAction<CustomerRow>[] = [
    {
      id: 'tag',
      label: t('tag_many'),
      icon: <IconTag size={16} />,
      run: (of) => setBulk({ verb: 'tag', of }),
    },
    {
      id: 'owner',
      label: t('owner_many'),
      icon: <IconUserCheck size={16} />,
      run: (of) => setBulk({ verb: 'owner', of }),
    },
  ]
  const add = changes && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => go('/customers/new')}>
      {t('new_customer')}
    </Button>
  )
  return (
    <ListPageBox>
      <PageHead
        title={t('customers')}
        actions={
          <>
            {<DuplicatesLink />}
            {add}
          </>
        }
      />
      <CustomerViews />
      <DataList
        name="customers"
        label={t('customers')}
        source={customersSource}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        rowTo={(row) => `/customers/${row.id}`}
        searchLabel={t('find')}
        firstSort="name"
        filters={filters}
        phone={(row) => ({
          title: <Bdi>{row.name}</Bdi>,
          figure: row.standing?.[0] && <Money value={row.standing[0].balance} dash />,
          chip: <StageChip stage={row.stage} />,
          sub: (
            <>
              <Code quiet>{row.number}</Code>
              {row.city && (
                <>
                  {' '}
                  · <Bdi>{row.city}</Bdi>
                </>
              )}
            </>
          ),
        })}
        {...(changes && { bulk: actions })}
        {...(may('contacts.export') && { exportTo: (ask) => exportAddress(ask, language) })}
        empty={
          <Blank icon={<IconAddressBook size={30} />} title={t('empty')} actions={add || undefined}>
            {t('empty_hint')}
          </Blank>
        }
      />
      {bulk?.verb === 'tag' && <BulkTags of={bulk.of} onClose={() => setBulk(undefined)} />}
      {bulk?.verb === 'owner' && <BulkOwner of={bulk.of} onClose={() => setBulk(undefined)} />}
    </ListPageBox>
  )
}

/** Leads to the suspected pairs, when there are any. */
function DuplicatesLink() {
  const t = useWords('contacts')
  const { data } = useQuery(api.contacts.suggestions.queryOptions({ input: { limit: 1 } }))
  if (!data?.total) return null
  return (
    <Button
      component={Go}
      to="/customers/duplicates"
      variant="default"
      leftSection={<IconCopy size={16} />}
      visibleFrom="sm"
    >
      {t('duplicates')} ({data.total})
    </Button>
  )
}

function CustomerViews() {
  const t = useWords('contacts')
  const { userId } = useMe()
  const may = useMay()
  const { data } = useQuery(api.contacts.facets.queryOptions({ input: {} }))
  const stage = (value: string) => data?.stages.find((each) => each.value === value)?.count ?? 0
  const counted = (count: number | undefined) => (data && count !== undefined ? { count } : {})
  return (
    <SavedViews
      list="customers"
      path="/customers"
      views={[
        { id: 'all', label: t('view_all'), search: {}, ...counted(data?.total) },
        {
          ...{ id: 'customers', label: t('view_customers'), search: { stage: 'customer' } },
          ...counted(stage('customer')),
        },
        {
          ...{ id: 'prospects', label: t('view_prospects'), search: { stage: 'prospect' } },
          ...counted(stage('prospect')),
        },
        ...(may('ledger.statement')
          ? [{ id: 'owes', label: t('view_owes'), search: { owes: 'overdue', sort: '-overdue' } }]
          : []),
        { id: 'mine', label: t('view_mine'), search: { owners: userId } },
        {
          ...{ id: 'archived', label: t('view_archived'), search: { archived: 'yes' } },
          ...counted(data?.archived),
        },
      ]}
    />
  )
}

function useCustomerFilters(): FilterDef[] {
  const t = useWords('contacts')
  const { options } = useOwners()
  const seesDebts = useMay()('ledger.statement') !== undefined
  const { data } = useQuery(api.contacts.facets.queryOptions({ input: {} }))
  return useMemo(() => {
    const some = (values: readonly { value: string }[] = []) =>
      values.map(({ value }) => ({ value, label: value }))
    const owes: FilterDef = {
      ...{ kind: 'enum', id: 'owes', label: t('owes') },
      options: [
        { value: 'any', label: t('owes_any') },
        { value: 'overdue', label: t('owes_overdue') },
      ],
    }
    return [
      {
        ...{ kind: 'enum', id: 'stage', label: t('stage') },
        options: [
          { value: 'customer', label: t('customer_stage') },
          { value: 'prospect', label: t('prospect') },
        ],
      },
      ...(seesDebts ? [owes] : []),
      {
        ...{ kind: 'enum', id: 'owners', label: t('owner'), many: true },
        options: [...options, { value: 'none', label: t('no_owner') }],
      },
      { kind: 'enum', id: 'tags', label: t('tags'), many: true, options: some(data?.tags) },
      { kind: 'enum', id: 'city', label: t('city'), options: some(data?.cities) },
      {
        ...{ kind: 'enum', id: 'kind', label: t('kind') },
        options: [
          { value: 'company', label: t('company') },
          { value: 'person', label: t('person') },
        ],
      },
      {
        ...{ kind: 'enum', id: 'archived', label: t('archived_filter') },
        options: [
          { value: 'yes', label: t('archived_yes') },
          { value: 'any', label: t('archived_any') },
        ],
      },
    ]
  }, [t, options, data, seesDebts])
}
