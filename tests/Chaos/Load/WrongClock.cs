namespace MiyagiSensing.Chaos.Load;

/// <summary>What can be wrong with a device's clock, so that its readings are set aside.</summary>
internal enum WrongClock
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>One hour ahead.</summary>
    HourAhead,

    /// <summary>Nine hours ahead: Japan time sent as UTC.</summary>
    JapanTime,

    /// <summary>In 1970: never set.</summary>
    NeverSet,
}
