import { Checkbox, MultiSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { useRoleName } from '#web/role-name.ts'
import { useField } from '#web/ui/form/fields.tsx'
import { useWords } from '#web/words.ts'
import { ExceptionsField } from './exceptions-field.tsx'

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

/** Roles, departments and exceptions of one user. */
export function AccessFields() {
  const t = useWords('people')
  const nameOf = useRoleName()
  const { data: roles } = useQuery(api.people.roles.queryOptions({ input: {} }))
  const { data: departments } = useQuery(api.people.departments.queryOptions({ input: {} }))
  const role = useField({ path: 'roleIds', label: t('roles_of') })
  const department = useField({ path: 'departmentIds', label: t('departments_of'), optional: true })
  const chosen = texts(role.value)
  const given = (roles?.rows ?? []).filter(({ id }) => chosen.includes(id))
  return (
    <>
      <Checkbox.Group
        label={role.props.label}
        error={role.props.error}
        value={chosen}
        onChange={role.set}
      >
        {roles?.rows.map((one) => (
          <Checkbox key={one.id} value={one.id} label={nameOf(one)} my={8} size="sm" />
        ))}
      </Checkbox.Group>
      {departments && departments.rows.length > 0 && (
        <MultiSelect
          {...department.props}
          data={departments.rows.map(({ id, name }) => ({ value: id, label: name }))}
          value={texts(department.value)}
          onChange={department.set}
        />
      )}
      <ExceptionsField roles={given.map(({ grants }) => grants)} />
    </>
  )
}
