export const ticketsPath = '/tickets'
export const pathOf = (id: string) => `${ticketsPath}/${id}`
