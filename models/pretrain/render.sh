#!/bin/sh
# Renders what is missing: SCENES training scenes in shards of 500, and the test scenes of all eighteen conditions. Two processes.
set -eu
here=$(dirname "$(readlink -f "$0")")
cache="$here/../../.cache/pretrain"
scenes="${SCENES:-12000}" test_scenes="${TEST_SCENES:-120}" processes="${PROCESSES:-2}"
mkdir -p "$cache/images" "$cache/test"
cd "$here"
{
  for time in day night evening; do
    for weather in clear cloudy rain fog snow stormy; do
      echo "--split test --from 0 --to $test_scenes --condition $time-$weather --out $cache/test/$time-$weather"
    done
  done
  from=0
  while [ "$from" -lt "$scenes" ]; do
    to=$((from + 500))
    [ "$to" -le "$scenes" ] || to=$scenes
    echo "--split clip --from $from --to $to --out $cache/images/$(printf 'clip-%07d' "$from")"
    from=$to
  done
} | while read -r job; do
  [ -e "${job##*--out }.u8" ] || echo "$job"
done | xargs -P "$processes" -L 1 "$here/../../node_modules/.bin/tsx" render.ts
