namespace MiyagiSensing.Domain.Readings;

/// <summary>What makes a reading the same reading when it is sent again. The numbers are stored: never renumber.</summary>
public enum IdentityKind
{
    /// <summary>Device, sensor, metric and <see cref="Reading.MeasuredAt"/>: the rule.</summary>
    Time = 0,

    /// <summary>Device, sensor, metric and <see cref="Reading.Sequence"/>: the payload had no instant but a sequence number.</summary>
    Sequence = 1,

    /// <summary>Nothing: stored at least once, and marked so.</summary>
    None = 2,
}
