import { useMemo } from 'react'
import type { CustomerRow, CustomerStanding } from '#core/contacts/api.ts'
import { currencySymbol } from '#core/format.ts'
import { useFormat } from '#web/format.ts'
import { useMay, useMe } from '#web/me.tsx'
import { usePreferences } from '#web/preferences.tsx'
import { Chip } from '#web/ui/chip.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { WrongPhone } from '#web/ui/text/checked-phone.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day, Phone } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './contacts.module.css'
import type { CustomersPage } from './customers-source.ts'
import { useOwners } from './owners.ts'
import { StageChip } from './stage-chip.tsx'

type CustomerColumn = Column<CustomerRow, CustomersPage>
const nothing = <span className="muted">—</span>

/** What each customer owes: the head says the books' own currency, an amount in another says its own. */
function useDebtColumns(): CustomerColumn[] {
  const t = useWords('contacts')
  const { language } = usePreferences()
  const base = useMe().company.baseCurrency
  return useMemo(() => {
    const figures = (standing: readonly CustomerStanding[] | null, of: 'balance' | 'overdue') => {
      const owed = standing?.filter((each) => each[of].minor !== 0) ?? []
      if (owed.length === 0) return nothing
      return (
        <span className={css['sums']}>
          {owed.map((each) => (
            <Money
              key={each[of].currency}
              value={each[of]}
              bare={each[of].currency === base}
              strong={of === 'overdue'}
            />
          ))}
        </span>
      )
    }
    return (['balance', 'overdue'] as const).map((of) => ({
      ...{ id: of, sort: of, width: 130, num: true },
      head: t('in_currency', { head: t(of), currency: currencySymbol(base, language) }),
      cell: (row) => figures(row.standing, of),
      foot: (page) => figures(page.sums, of),
    }))
  }, [t, language, base])
}

/** The columns of the list of customers; phone and VAT number are empty to those who may not see them. */
export function useCustomerColumns(): CustomerColumn[] {
  const t = useWords('contacts')
  const format = useFormat()
  const { nameOf } = useOwners()
  const seesDebts = useMay()('ledger.statement') !== undefined
  const debtColumns = useDebtColumns()
  return useMemo(
    () => [
      {
        ...{ id: 'name', head: t('name'), sort: 'name', fixed: true },
        foot: (page) => t('count_customers', { count: page.total }),
        cell: (row) => (
          <span className={css['who']}>
            <Bdi>{row.name}</Bdi>
            {row.contactName && (
              <small>
                <Bdi>{row.contactName}</Bdi>
              </small>
            )}
          </span>
        ),
      },
      {
        ...{ id: 'number', head: t('number'), sort: 'number', width: 120 },
        cell: (row) => <Code quiet>{row.number}</Code>,
      },
      {
        ...{ id: 'phone', head: t('phone'), width: 170 },
        cell: ({ phone, wrongPhone }) => {
          if (phone) return <Phone value={phone} />
          return wrongPhone ? <WrongPhone value={wrongPhone} under /> : nothing
        },
      },
      {
        ...{ id: 'city', head: t('city'), sort: 'city', width: 120 },
        cell: (row) => (row.city ? <Bdi>{row.city}</Bdi> : nothing),
      },
      ...(seesDebts ? debtColumns : []),
      {
        ...{ id: 'tags', head: t('tags'), width: 170, hidden: true },
        cell: (row) => (
          <span className={css['tags']}>
            {row.tags.map((tag) => (
              <Chip key={tag}>
                <Bdi>{tag}</Bdi>
              </Chip>
            ))}
          </span>
        ),
      },
      {
        ...{ id: 'stage', head: t('stage'), width: 120 },
        cell: (row) => <StageChip stage={row.stage} />,
      },
      {
        ...{ id: 'owner', head: t('owner'), width: 140, spare: true },
        cell: (row) => {
          const name = nameOf(row.ownerId)
          return name ? <Bdi>{name}</Bdi> : nothing
        },
      },
      {
        ...{ id: 'email', head: t('email'), width: 210, hidden: true },
        cell: (row) => (row.email ? <Code quiet>{row.email}</Code> : nothing),
      },
      {
        ...{ id: 'vatNumber', head: t('vat_number'), width: 160, hidden: true },
        cell: (row) => (row.vatNumber ? <Code quiet>{row.vatNumber}</Code> : nothing),
      },
      {
        ...{ id: 'created', head: t('added_on'), sort: 'created', width: 120, hidden: true },
        cell: (row) => <Day value={format.dayOf(row.createdAt)} near />,
      },
    ],
    [t, format, nameOf, seesDebts, debtColumns],
  )
}
