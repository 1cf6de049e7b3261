#!/bin/sh
# Runs the GPU suite on this machine; README.md has the options. Only the shell's own words are used: a bare container has nothing else.
case $0 in
*/*) here=$(cd "${0%/*}" && pwd) ;;
*) here=$(pwd) ;;
esac
node=$here/bin/node
dawn=$here/node_modules/webgpu/dist/linux-x64/dawn.node

# Node and Dawn load with the system's libstdc++, or with the kit's where that one is missing or too old.
starts() {
  "$node" -e 'require(process.argv[1]); process.exit(0)' "$dawn" 2>&1
}
GPU_KIT_LIBRARY_PATH=${LD_LIBRARY_PATH-}
export GPU_KIT_LIBRARY_PATH
if ! starts >/dev/null; then
  LD_LIBRARY_PATH=$here/lib/c++${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
  export LD_LIBRARY_PATH
  if ! reason=$(starts); then
    echo "Node and Dawn do not start here. The kit is for Linux x86-64 with glibc 2.34 or later (2.36 where libstdc++ is missing or old)." >&2
    echo "$reason" >&2
    exit 1
  fi
fi
exec "$node" --no-warnings "$here/suite/main.js" "$@"
