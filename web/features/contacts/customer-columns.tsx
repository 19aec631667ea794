import { useMemo } from 'react'
import type { CustomerRow } from '#core/contacts/api.ts'
import { useFormat } from '#web/format.ts'
import { Chip } from '#web/ui/chip.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { Bdi, Code, Day, Phone } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './contacts.module.css'
import type { CustomersPage } from './customers-source.ts'
import { useOwners } from './owners.ts'
import { StageChip } from './stage-chip.tsx'

type CustomerColumn = Column<CustomerRow, CustomersPage>
const nothing = <span className="muted">—</span>

/** The columns of the list of customers; phone and VAT number are empty to those who may not see them. */
export function useCustomerColumns(): CustomerColumn[] {
  const t = useWords('contacts')
  const format = useFormat()
  const { nameOf } = useOwners()
  return useMemo(
    () => [
      {
        ...{ id: 'name', head: t('name'), sort: 'name', fixed: true },
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
        cell: (row) => (row.phone ? <Phone value={row.phone} /> : nothing),
      },
      {
        ...{ id: 'city', head: t('city'), sort: 'city', width: 120 },
        cell: (row) => (row.city ? <Bdi>{row.city}</Bdi> : nothing),
      },
      {
        ...{ id: 'tags', head: t('tags'), width: 170, spare: true },
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
    [t, format, nameOf],
  )
}
