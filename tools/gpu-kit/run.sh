#!/bin/sh
# Runs the GPU suite on this machine; README.md has the options. Only the shell's own words are used: a bare container has nothing else.
case $0 in
*/*) here=$(cd "${0%/*}" && pwd) ;;
*) here=$(pwd) ;;
esac
node=$here/bin/node
dawn=$here/node_modules/webgpu/dist/linux-x64/dawn.node

refuse() {
  echo "Node and Dawn do not start here. $1" >&2
  exit 1
}

# "ld.so (…) stable release version 2.36."; before 2.33 it does not say.
loader=/lib64/ld-linux-x86-64.so.2
says=$("$loader" --version 2>/dev/null) || says=
minor=${says#* version 2.}
minor=${minor%%[!0-9]*}
[ -x "$loader" ] || refuse "There is no $loader: the kit is for Linux x86-64 with glibc 2.34 or later, which Alpine and other systems with musl are not."
[ "${minor:-0}" -ge 34 ] || refuse "The kit needs glibc 2.34 or later; here is ${minor:+2.}${minor:-one before 2.33}. Ubuntu 22.04, Debian 12 and Red Hat 9 are new enough; on an older system use a container."

# Node and Dawn load with the system's libstdc++, or with the kit's where that one is missing or too old.
starts() {
  "$node" -e 'require(process.argv[1]); process.exit(0)' "$dawn" 2>&1
}
GPU_KIT_LIBRARY_PATH=${LD_LIBRARY_PATH-}
export GPU_KIT_LIBRARY_PATH
if ! reason=$(starts); then
  [ "$minor" -ge 36 ] || refuse "The system's libstdc++ is missing or older than GCC 12's, and the kit's own needs glibc 2.36; here is 2.$minor. Install a newer one, or name its folder in LD_LIBRARY_PATH, for instance by \`module load gcc/12\` or LD_LIBRARY_PATH=\$CONDA_PREFIX/lib.
$reason"
  LD_LIBRARY_PATH=$here/lib/c++${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
  export LD_LIBRARY_PATH
  reason=$(starts) || refuse "$reason"
fi
exec "$node" --no-warnings "$here/suite/main.js" "$@"
