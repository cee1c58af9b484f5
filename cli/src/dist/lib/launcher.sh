# Sourced by the programs in bin/. Finds a JDK and becomes it: `exec` keeps the process number, the inherited descriptors and the
# place in the supervisor's eyes. Starts no other process on the way, since every one costs a millisecond.
#
#   SLUICE_JAVA_HOME   this JDK and no other
#   SLUICE_JAVA_OPTS   more options for the virtual machine
#   SLUICE_CACHE       where class archives are kept (default: ../cache beside lib/, where that can be written)

# Sets `major` to the major version of the JDK in $1, or to 0.
version_of() {
    major=0
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
    while IFS='=' read -r key value; do
        if [ "$key" = JAVA_VERSION ]; then
            value=${value#\"}
            major=${value%%[!0-9]*}
            return 0
        fi
    done <"$1/release"
}

java_home=
java_major=0
if [ -n "${SLUICE_JAVA_HOME-}" ]; then
    version_of "$SLUICE_JAVA_HOME"
    java_home=$SLUICE_JAVA_HOME
    java_major=$major
else
    for candidate in "${JAVA_HOME-}" /usr/lib/jvm/* /opt/java/* /opt/jdk*; do
        version_of "$candidate"
        if [ "$major" -gt "$java_major" ]; then
            java_home=$candidate
            java_major=$major
        fi
    done
fi
if [ -n "$java_home" ]; then
    java=$java_home/bin/java
else
    java=$(command -v java) || { echo "$program: no Java found; install a JDK, 17 or newer" >&2; exit 1; }
    java_major=17
fi
[ "$java_major" -ge 17 ] || { echo "$program: $java is older than Java 17" >&2; exit 1; }

class_path= version=
for jar in "$SLUICE_LIB"/*.jar; do
    class_path=$class_path:$jar
    case $jar in */cli-*) version=${jar##*/cli-} ;; esac
done
class_path=${class_path#:}

# What only looks at a configuration is over before an optimising compiler would pay.
tier=
case " $* " in
    *" -c "* | *" -cc "* | *" -v "* | *" -vv "* | *" check "* | *" ctl "*) tier=-XX:TieredStopAtLevel=1 ;;
esac

# The archive is made by the program itself, after its first start under a JDK; see ClassArchive.
cache=${SLUICE_CACHE:-${SLUICE_LIB%/lib}/cache}
archive=$cache/java-$java_major-${version%.jar}.jsa
share=-Xshare:auto
if [ -r "$archive" ]; then
    share="-XX:SharedArchiveFile=$archive"
fi

# What the program needs of the virtual machine, whether it serves or trains an archive. Its own memory is addressed directly, and a
# process that may hold a million connections keeps no figures for tools of the JDK that nobody attaches. Netty would follow every
# hundredth buffer to see whether it is forgotten; the tests have it follow all of them.
# Requests leave no garbage, so collections are rare: what outlives two of them is there to stay, and is not copied again and again.
options="-Xlog:disable -Xlog:all=off -XX:+UseSerialGC -XX:MaxTenuringThreshold=1 -XX:-UsePerfData --enable-native-access=ALL-UNNAMED \
--add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED \
--add-opens=java.base/sun.nio.fs=ALL-UNNAMED -Dio.netty.tryReflectionSetAccessible=true -Dio.netty.jfr.enabled=false \
-Dio.netty.leakDetection.level=disabled"
[ "$java_major" -lt 24 ] || options="$options --sun-misc-unsafe-memory-access=allow"

# The virtual machine samples its own threads with SIGUSR2 otherwise, and that is a request to reload here.
export _JAVA_SR_SIGNUM=40
# shellcheck disable=SC2086 # Options are words.
exec "$java" $share $tier $options \
    -Dsluice.program="$program" -Dsluice.home="${SLUICE_LIB%/lib}" -Dsluice.archive="$archive" \
    -Dsluice.options="$options" ${SLUICE_JAVA_OPTS-} \
    -cp "$class_path" dev.sluice.cli.Main "$@"
