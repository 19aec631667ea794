import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Department } from '#core/people/api.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { TextField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { RowMenu } from '#web/ui/row-menu.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './people.module.css'
import { useChange } from './use-change.ts'

type Row = Readonly<{ id: string; name: string }>

/** The departments, each renamed in its place. */
export function DepartmentsPage() {
  const t = useWords('people')
  const manages = useMay()('people.manage') !== undefined
  const [edited, setEdited] = useState<string | null>(null)
  const { data, error, refetch } = useQuery(api.people.departments.queryOptions({ input: {} }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  return (
    <Sheet label={t('departments')} narrow>
      <PageHead title={t('departments')}>{t('departments_hint')}</PageHead>
      {data.rows.length === 0 && <p className={`muted ${css['row']}`}>{t('no_departments')}</p>}
      <ul className={css['rows']}>
        {data.rows.map((row) => (
          <li key={row.id} className={css['row']}>
            {edited === row.id ? (
              <div>
                <DepartmentForm first={row} onDone={() => setEdited(null)} />
              </div>
            ) : (
              <Line row={row} manages={manages} onEdit={() => setEdited(row.id)} />
            )}
          </li>
        ))}
      </ul>
      {manages && (
        <Section title={t('department_new')}>
          <DepartmentForm key={data.rows.length} />
        </Section>
      )}
    </Sheet>
  )
}

function Line({ row, manages, onEdit }: { row: Row; manages: boolean; onEdit: () => void }) {
  const t = useWords('people')
  const ui = useWords('ui')
  const save = useChange((again: Row) => client.people.saveDepartment(again))
  const undo = { label: ui('undo'), run: () => save.mutate(row) }
  const remove = useChange(
    () => client.people.removeDepartment({ id: row.id }),
    () => toast.said(t('department_removed', { name: row.name }), undefined, undo),
  )
  return (
    <>
      <div>
        <b>
          <Bdi>{row.name}</Bdi>
        </b>
      </div>
      {manages && (
        <RowMenu
          name={row.name}
          items={[
            { label: ui('edit'), run: onEdit },
            { label: ui('remove'), run: () => remove.mutate(undefined), grave: true },
          ]}
        />
      )}
    </>
  )
}

function DepartmentForm({ first, onDone }: { first?: Row; onDone?: () => void }) {
  const t = useWords('people')
  const ui = useWords('ui')
  const [id] = useState(() => first?.id ?? newId())
  const save = useChange((row: Row) => client.people.saveDepartment(row))
  const form = useForm({
    schema: Department,
    initial: first ?? { id, name: '' },
    save: async (row) => {
      await save.mutateAsync(row)
      toast.said(t('department_saved'))
      onDone?.()
    },
  })
  return (
    <FormFields
      form={form}
      submit={first ? ui('save') : t('department_add')}
      {...(onDone ? { onCancel: onDone } : {})}
    >
      <TextField path="name" label={t('department_name')} />
    </FormFields>
  )
}
