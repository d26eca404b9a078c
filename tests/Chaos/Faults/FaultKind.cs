namespace MiyagiSensing.Chaos.Faults;

/// <summary>What is done to the platform and what it stands on.</summary>
internal enum FaultKind
{
    /// <summary>kill -9 of the platform.</summary>
    KillPlatform,

    /// <summary>SIGTERM to the platform: an orderly stop under load, and a start.</summary>
    RestartPlatform,

    /// <summary>SIGSTOP for the platform, then SIGCONT.</summary>
    FreezePlatform,

    /// <summary>The platform is frozen, a second one takes over, then the first is woken: it must write nothing and end by itself.</summary>
    TakeOver,

    /// <summary>kill -9 of PostgreSQL's first process.</summary>
    KillPostgres,

    /// <summary>kill -9 of one of PostgreSQL's other processes: it then ends all sessions and recovers.</summary>
    KillPostgresSession,

    /// <summary>SIGSTOP for all of PostgreSQL, then SIGCONT.</summary>
    FreezePostgres,

    /// <summary>The connections to PostgreSQL are reset, new ones too.</summary>
    CutPostgres,

    /// <summary>No byte passes to or from PostgreSQL; what was sent arrives afterwards.</summary>
    SilencePostgres,

    /// <summary>The connections to PostgreSQL never speak again and nobody is told; new ones work afterwards.</summary>
    LosePostgres,

    /// <summary>PostgreSQL answers late.</summary>
    SlowPostgres,

    /// <summary>kill -9 of InfluxDB.</summary>
    KillInflux,

    /// <summary>SIGSTOP for InfluxDB, then SIGCONT.</summary>
    FreezeInflux,

    /// <summary>The connections to InfluxDB are reset, new ones too.</summary>
    CutInflux,

    /// <summary>No byte passes to or from InfluxDB; what was sent arrives afterwards.</summary>
    SilenceInflux,

    /// <summary>The connections to InfluxDB never speak again and nobody is told; new ones work afterwards.</summary>
    LoseInflux,

    /// <summary>InfluxDB answers late.</summary>
    SlowInflux,

    /// <summary>All devices' connections are reset, new ones too.</summary>
    CutDevices,

    /// <summary>No byte passes to or from devices; what was sent arrives afterwards.</summary>
    SilenceDevices,

    /// <summary>The disk is full to the last byte.</summary>
    FillDisk,

    /// <summary>A quarter of the good gauges have a wrong clock.</summary>
    WrongClocks,

    /// <summary>A quiet round: what is found then was not brought about by a fault.</summary>
    None,
}
