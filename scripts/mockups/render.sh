#!/bin/sh
# Renders every mockup anew and writes assets/mockups. Needs Blender 3.4 with numpy
# (apt-get install --no-install-recommends blender python3-numpy) and a built node_modules.
# usage: scripts/mockups/render.sh [FOLDER FOR RAW RENDERS] [SAMPLES]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
node="$here/../../node_modules/.bin/node"
renders=${1:-/tmp/luneo-mockups}
for product in mug shirt card; do
  nice blender --background --python-exit-code 1 --python "$here/$product.py" -- --out "$renders" --samples "${2:-6}"
done
"$node" --conditions=@luneo/source "$here/encode.ts" "$renders"
"$node" --conditions=@luneo/source "$here/samples.ts"
