namespace MiyagiSensing.Gateway.Rtk;

/// <summary>The steps of an RTK session.</summary>
internal enum RtkStep
{
    /// <summary><c>session_start</c>.</summary>
    Started,

    /// <summary><c>session_update</c>.</summary>
    Progressed,

    /// <summary><c>session_end</c>.</summary>
    Ended,
}
