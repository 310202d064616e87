#!/bin/sh
# Puts the gems of Debian's packages into a folder as `bundle install` would have put them there, by links.
set -eu

version=$(ruby -e 'print RbConfig::CONFIG["ruby_version"]')
home=$1/$version
mkdir -p "$home/specifications" "$home/gems"
for place in /usr/share/rubygems-integration/* /usr/lib/*/rubygems-integration/"$version" /usr/lib/ruby/gems/"$version"; do
    if [ -d "$place/extensions" ]; then
        mkdir -p "$home/extensions"
        cp -rs "$place/extensions/." "$home/extensions/"
    fi
    for specification in "$place"/specifications/*.gemspec; do
        [ -e "$specification" ] || continue
        name=$(basename "$specification" .gemspec)
        ln -sf "$specification" "$home/specifications/"
        if [ -d "$place/gems/$name" ]; then
            ln -sfn "$place/gems/$name" "$home/gems/$name"
        elif [ ! -e "$home/gems/$name" ]; then
            # Its files are where Ruby itself finds them.
            mkdir -p "$home/gems/$name"
            ln -s /usr/lib/ruby/vendor_ruby "$home/gems/$name/lib"
        fi
    done
done
