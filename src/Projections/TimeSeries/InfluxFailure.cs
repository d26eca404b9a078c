namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>Why a request to InfluxDB failed, as far as it matters for what to do next.</summary>
internal enum InfluxFailure
{
    /// <summary>No connection, or it broke: what the server acknowledged from memory may be gone.</summary>
    Unreachable,

    /// <summary>No answer in time, 429 or 5xx (a full disk among them): not now.</summary>
    Busy,

    /// <summary>The server runs, but was started again since the last request: what it acknowledged from memory may be gone.</summary>
    Restarted,

    /// <summary>404: the database (1.x) or bucket (2.x) is not there.</summary>
    NoDatabase,

    /// <summary>401, 403 or another answer that an operator has to see to.</summary>
    Denied,

    /// <summary>413: the request is too large.</summary>
    TooLarge,

    /// <summary>400 or 422: not as it is, however often it is tried.</summary>
    Refused,
}
