namespace MiyagiSensing.Domain.Readings;

/// <summary>How far a reading's <see cref="Reading.MeasuredAt"/> can be trusted. The numbers are stored: never renumber.</summary>
public enum ClockTrust
{
    /// <summary>The device gave the instant itself.</summary>
    Synchronised = 0,

    /// <summary>The instant was derived, for example from a boot-relative clock.</summary>
    Estimated = 1,

    /// <summary>The device gave no instant; ours at arrival stands in.</summary>
    Ours = 2,
}
