# Goes to the top of the checkout and puts its virtual environment first on PATH; sourced by the other scripts.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
export PATH="$root/.venv/bin:$PATH"

say() { printf '%s\n' "· $*"; }
die() {
  printf '%s\n' "$*" >&2
  exit 1
}
