/** Networks: whether an address lies in one, and which one it is taken for. */
import ipaddr from 'ipaddr.js'

function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return ipaddr.isValid(address) ? ipaddr.process(address) : null
}

export function isIn(address: string, networks: readonly string[]): boolean {
  const parsed = parse(address)
  if (parsed === null) return false
  return networks.some((network) => {
    const [base, length] = ipaddr.parseCIDR(network)
    return base.kind() === parsed.kind() && parsed.match([base, length] as never)
  })
}

/** The neighbourhood of an address, within which providers move their customers about. */
export function networkOf(address: string): string {
  const parsed = parse(address)
  if (parsed === null) return address
  const bytes = parsed.toByteArray().slice(0, parsed.kind() === 'ipv4' ? 3 : 6)
  return bytes.join('.')
}
