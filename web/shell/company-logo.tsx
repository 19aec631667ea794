import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import css from './shell.module.css'

/** The company's logo before its name, where it has one; the name says who it is. */
export function CompanyLogo() {
  const { data } = useQuery({
    ...api.customization.logo.queryOptions({ input: {} }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data?.url ? <img className={css['logo']} src={data.url} alt="" /> : null
}
