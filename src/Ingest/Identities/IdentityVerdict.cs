namespace MiyagiSensing.Ingest.Identities;

/// <summary>What a value is to those already stored under its identity.</summary>
internal enum IdentityVerdict
{
    /// <summary>Not seen before.</summary>
    New,

    /// <summary>The same value again; changes nothing.</summary>
    Duplicate,

    /// <summary>Another value for the same identity; the first one counts.</summary>
    Conflict,
}
