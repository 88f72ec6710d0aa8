# slurm.sh - a Slurm of one node on this machine, for root: its own
# directories, key, socket and ports, so that it meets no other.
#
#   slurm_start DIR     sets SLURM_CONF; fails when it does not come up
#   slurm_node_dies     slurmd and what it runs are killed
#   slurm_node_lost     waits until its death is noticed
#   slurm_node_returns
#   slurm_stop
# shellcheck shell=bash

slurm_missing() {
    local command
    for command in slurmctld slurmd sbatch squeue munged; do
        command -v "$command" >/dev/null || echo "$command"
    done
}

# free_ports N: that many TCP ports, at least for now.
free_ports() {
    local port got=0
    for port in $(shuf -i 20000-30000 -n 200); do
        [[ $got -lt $1 ]] || break
        (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && continue
        echo "$port" && got=$((got + 1))
    done
}

slurm_configure() {
    local host ports dir=$1
    host=$(hostname -s)
    mapfile -t ports < <(free_ports 2)
    cat >"$SLURM_CONF" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$dir/munge.socket
SlurmctldPort=${ports[0]}
SlurmdPort=${ports[1]}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.log
SlurmdTimeout=3
KillWait=1
ReturnToService=2
MpiDefault=none
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=4096
PartitionName=grade Nodes=$host Default=YES MaxTime=60
CONF
}

slurm_start() {
    slurm_dir=$1
    export SLURM_CONF=$slurm_dir/slurm.conf
    mkdir -p "$slurm_dir"/{state,spool}
    (umask 077 && head -c 128 /dev/urandom >"$slurm_dir/munge.key")
    slurm_configure "$slurm_dir"
    munged --key-file="$slurm_dir/munge.key" \
        --socket="$slurm_dir/munge.socket" \
        --pid-file="$slurm_dir/munged.pid" \
        --log-file="$slurm_dir/munged.log" \
        --seed-file="$slurm_dir/munge.seed" &&
        slurmctld && slurm_node_returns
}

# slurm_comes_up: waits until the node takes work.
slurm_comes_up() {
    local tries
    for ((tries = 0; tries < 150; tries++)); do
        [[ $(sinfo -h -o %T 2>/dev/null) =~ ^(idle|mixed|allocated)$ ]] &&
            return 0
        sleep 0.2
    done
    return 1
}

slurm_node_returns() {
    slurmd && slurm_comes_up
}

# The sessions of the tasks that run: those of the processes to which this
# Slurm gave a job. Never our own.
slurm_sessions() {
    local place
    for place in /proc/[0-9]*; do
        grep -qsz "^SLURM_CONF=$SLURM_CONF\$" "$place/environ" &&
            grep -qsz '^SLURM_JOB_ID=' "$place/environ" &&
            ps -o sid= -p "${place#/proc/}"
    done | tr -d ' ' | sort -u | grep -vx "$(ps -o sid= -p $$ | tr -d ' ')"
}

# slurmd, the managers of its tasks, which are in their sessions, and all that
# runs there.
slurm_node_dies() {
    local sessions
    sessions=$(slurm_sessions | paste -sd ,)
    kill -9 "$(cat "$slurm_dir/slurmd.pid")"
    [[ -z $sessions ]] || pkill -9 -s "$sessions"
}

# Half a minute, as no answer is taken for a death at once.
slurm_node_lost() {
    local tries
    for ((tries = 0; tries < 120; tries++)); do
        [[ $(sinfo -h -o %T) != down* ]] || return 0
        sleep 0.5
    done
    return 1
}

# slurm_ends NAME: stops one of the daemons and waits for it.
slurm_ends() {
    local pid
    pid=$(cat "$slurm_dir/$1.pid" 2>/dev/null) || return 0
    kill "$pid" 2>/dev/null
    tail --pid="$pid" -f /dev/null
}

slurm_stop() {
    [[ -n ${slurm_dir:-} ]] || return 0
    scancel --quiet --user=root 2>/dev/null
    slurm_node_dies 2>/dev/null
    slurm_ends slurmctld
    slurm_ends munged
}
